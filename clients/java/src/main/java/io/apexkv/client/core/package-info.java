/**
 * The client without sockets, threads and clocks, which the simulator drives as the socket client
 * does. The rules of the kernel hold here too: no clock, no thread, no hidden randomness, no
 * iteration of hashed collections.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><b>request</b>: what a user asks ({@link io.apexkv.client.core.ClientRequest}); a
 *       <b>call</b> is a request on its way; a <b>sending</b> is one frame that carries it. A call
 *       has at most one sending under way.
 *   <li><b>outcome</b>: how a call ended ({@link io.apexkv.client.core.Outcome}); a call is in
 *       <b>doubt</b> once a sending ended without saying whether it was applied.
 *   <li><b>session</b>, <b>number</b>, <b>window</b>, <b>lowest unanswered</b>: see {@code
 *       docs/wire-protocol.md}.
 *   <li><b>link</b>: a node's address and the connection to it, if any.
 *   <li><b>own</b> calls: DESCRIBE and OPEN_SESSION, which the core makes for itself.
 * </ul>
 *
 * <p>Map, from the outside in:
 *
 * <ul>
 *   <li>{@link io.apexkv.client.core.ClientCore}: inputs, and the way of a call through the rest.
 *   <li>Writes: a queue and a session for each group; Session: numbers and the window.
 *   <li>Topology: partitions, groups, and which node seems to lead each.
 *   <li>Links: connections, sequences, silence; {@link io.apexkv.client.core.Transport} is the
 *       world.
 *   <li>Calls: bounds and timers; Backoff: pauses.
 *   <li>Answers, Refusals, {@link io.apexkv.client.core.DescriptionCodec}: what nodes say, and what
 *       follows from an error.
 * </ul>
 */
package io.apexkv.client.core;
