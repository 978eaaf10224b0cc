/**
 * The thread that drives a real node's kernel.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.loop.EventLoop}: one batch after the other: wait, read all that is
 *       ready, <em>then</em> look at the clock, tell the kernel, flush, write.
 *   <li>{@link io.apexkv.runtime.loop.RuntimeHost}: the kernel's effects, on sockets and files.
 *   <li>{@link io.apexkv.runtime.loop.Ending}: how a node ends.
 *   <li>{@link io.apexkv.runtime.loop.Clock}: monotonic and wall time.
 * </ul>
 */
package io.apexkv.runtime.loop;
