/**
 * Replay of a real node's recording: its inputs into a fresh kernel, whose effects must have the
 * recorded hashes. Whatever a production node did can so be done again, under a debugger, as often
 * as one likes. The recording's form is {@link io.apexkv.kernel.record.Recording}'s.
 */
package io.apexkv.sim.replay;
