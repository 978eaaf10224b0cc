/**
 * What every other package of the kernel leans on, before any algorithm.
 *
 * <ul>
 *   <li>{@link io.apexkv.kernel.base.Check}: an <em>invariant</em> is a sentence that holds in
 *       every reachable state. One that does not hold stops the node ({@link
 *       io.apexkv.kernel.base.InvariantViolation}); wrong input from outside never reaches it,
 *       since that is answered with a reason.
 *   <li>{@link io.apexkv.kernel.base.Nullable}: the only way to say that a reference may be null.
 *       All others never are, and the build refuses code that forgets.
 *   <li>{@link io.apexkv.kernel.base.Streams}: a <em>draw</em> is randomness as a pure function of
 *       a seed and of what it is drawn for; {@link io.apexkv.kernel.base.Prng} is a sequence that
 *       begins with one.
 *   <li>{@link io.apexkv.kernel.base.TimerQueue}: what the kernel waits for, by deadline.
 *   <li>{@link io.apexkv.kernel.base.LongMap}, {@link io.apexkv.kernel.base.LongLongMap}, {@link
 *       io.apexkv.kernel.base.LongQueue}: collections of longs that are iterated in one defined
 *       order and allocate nothing once they have reached their size. {@code java.util}'s hashed
 *       collections do neither, which is why the kernel may not use them.
 *   <li>{@link io.apexkv.kernel.base.Bytes}, {@link io.apexkv.kernel.base.Crc}: copying, comparing,
 *       hashing and checksumming a <em>range</em> (buffer, offset, length), never by a buffer's
 *       position, which belongs to whoever owns the buffer.
 * </ul>
 */
package io.apexkv.kernel.base;
