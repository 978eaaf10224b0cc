/**
 * What goes between servers, in bytes: {@code docs/peer-protocol.md} as code.
 *
 * <ul>
 *   <li>{@link io.apexkv.kernel.wire.PeerFrame}: the <em>header</em> that begins every frame, its
 *       checks and its checksum; {@link io.apexkv.kernel.wire.FrameError} says what was wrong.
 *   <li>The <em>handshake</em>, which hosts do: {@link io.apexkv.kernel.wire.Hello}, which tells
 *       the <em>layout</em> that all nodes share ({@link io.apexkv.kernel.wire.Layout}), and {@link
 *       io.apexkv.kernel.wire.Refusal}.
 *   <li>The bodies of Raft's messages: {@link io.apexkv.kernel.wire.VoteRequest}, {@link
 *       io.apexkv.kernel.wire.VoteAnswer}, {@link io.apexkv.kernel.wire.Append}, {@link
 *       io.apexkv.kernel.wire.AppendAnswer}, {@link io.apexkv.kernel.wire.HeartbeatRow}. A client's
 *       frame on its way to the leader is in {@link io.apexkv.kernel.wire.Forward}.
 *   <li>{@link io.apexkv.kernel.wire.EntryCodec}: a log <em>entry</em>, one form everywhere.
 *   <li>{@link io.apexkv.kernel.wire.Outbox}: where frames are written and how they leave.
 * </ul>
 *
 * <p>A codec reads and writes fields at absolute offsets of a big-endian buffer and knows nothing
 * else. {@code valid} is asked once, where bytes come in; accessors trust it.
 */
package io.apexkv.kernel.wire;
