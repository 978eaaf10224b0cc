/**
 * The two things that every other package of the kernel leans on, before any algorithm.
 *
 * <ul>
 *   <li>{@link io.apexkv.kernel.base.Check}: an <em>invariant</em> is a sentence that holds in
 *       every reachable state. One that does not hold stops the node ({@link
 *       io.apexkv.kernel.base.InvariantViolation}); wrong input from outside never reaches it,
 *       since that is answered with a reason.
 *   <li>{@link io.apexkv.kernel.base.Nullable}: the only way to say that a reference may be null.
 *       All others never are, and the build refuses code that forgets.
 * </ul>
 */
package io.apexkv.kernel.base;
