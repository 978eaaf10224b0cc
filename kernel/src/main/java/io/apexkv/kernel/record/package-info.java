/**
 * A kernel's life in bytes: the binary form of inputs and effects, used by the flight recorder and
 * by the simulator's trace hash and never on the ordinary path.
 *
 * <p>{@link io.apexkv.kernel.record.InputEncoder} stands before a kernel, {@link
 * io.apexkv.kernel.record.EffectHash} behind it; both pass everything on unchanged. A {@link
 * io.apexkv.kernel.record.Recording} written by a real node is fed to a fresh kernel by {@link
 * io.apexkv.kernel.record.InputDecoder}; its effects must have the same hashes: the test that the
 * kernel depends on nothing but its inputs. See {@code docs/contract.md}.
 */
package io.apexkv.kernel.record;
