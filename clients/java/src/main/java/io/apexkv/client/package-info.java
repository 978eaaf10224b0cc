/**
 * The Java client: {@link io.apexkv.client.ApexClient}.
 *
 * <p>Everything that decides anything is in {@code io.apexkv.client.core}, which has no socket,
 * thread or clock; this package gives it one of each.
 *
 * <ul>
 *   <li>{@link io.apexkv.client.ApexClient}, {@link io.apexkv.client.ApexClientBuilder}: what users
 *       see, with {@link io.apexkv.client.ApexException} for outcomes that are no answer.
 *   <li>EventLoop: the one thread; it alone calls the core.
 *   <li>SocketTransport, SocketConnection: the core's {@link io.apexkv.client.core.Transport} over
 *       NIO.
 * </ul>
 */
package io.apexkv.client;
