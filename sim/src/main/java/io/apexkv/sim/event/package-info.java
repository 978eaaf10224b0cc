/**
 * Time and luck, the two things that everything in a simulated world draws from.
 *
 * <ul>
 *   <li>An <em>event</em> is something that will happen at a moment of world time; {@link
 *       io.apexkv.sim.event.EventQueue} runs them one by one, ordered by (time, sequence).
 *   <li><em>Luck</em> ({@link io.apexkv.sim.event.Luck}) is a pure function of the seed, a {@link
 *       io.apexkv.sim.event.Purpose} and an identity, never a generator that two things share. So
 *       taking one fault out of a plan leaves the luck of everything else as it was.
 *   <li>A <em>latency</em> ({@link io.apexkv.sim.event.Latency}) is a distribution of delays with a
 *       heavy tail, in integers.
 * </ul>
 */
package io.apexkv.sim.event;
