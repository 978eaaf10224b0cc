/**
 * A node's TCP connections, without locks, on the event loop's thread.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.net.Transport}: the one port and all connections. It reads
 *       whatever is ready, then <em>delivers</em> whole frames to the kernel, and after the flush
 *       writes.
 *   <li>{@link io.apexkv.runtime.net.Link}: one connection: the bytes that came in and are not yet
 *       delivered, and those that go out and are not yet written.
 *   <li>{@link io.apexkv.runtime.net.Role}: whose bytes they are. A {@link
 *       io.apexkv.runtime.net.Newcomer} becomes a {@link io.apexkv.runtime.net.Client} or a {@link
 *       io.apexkv.runtime.net.PeerLink} by its first byte; whoever is refused ends {@link
 *       io.apexkv.runtime.net.Lingering}.
 *   <li>{@link io.apexkv.runtime.net.Peers}, {@link io.apexkv.runtime.net.PeerLink}: the other
 *       servers, of which those with a higher id are dialled; HELLO both ways; <em>credit</em> to
 *       send, given back as bytes reach the socket.
 *   <li>{@link io.apexkv.runtime.net.NetBounds}: every size and every patience.
 * </ul>
 */
package io.apexkv.runtime.net;
