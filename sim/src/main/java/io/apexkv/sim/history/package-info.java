/**
 * What clients saw: recorded histories, in memory and as text.
 *
 * <p>A <em>history</em> is the sequence of <em>events</em> at the clients: an operation begins with
 * its <em>invocation</em> and ends with its <em>return</em>; the position of an event in the
 * history is the only notion of time. A <em>process</em> is one sequential line of operations. The
 * words are those of Herlihy and Wing, <em>Linearizability: A Correctness Condition for Concurrent
 * Objects</em> (1990).
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.history.History} holds the operations in columns, built event by event
 *       with {@link io.apexkv.sim.history.HistoryBuilder}. Each is one {@link
 *       io.apexkv.sim.history.Action} with one {@link io.apexkv.sim.history.Outcome}.
 *   <li>Keys and values are numbers there; a {@link io.apexkv.sim.history.ByteStrings} knows the
 *       {@link io.apexkv.sim.history.ByteString} behind each.
 *   <li>{@link io.apexkv.sim.history.HistoryReader} reads the formats of {@code docs/histories.md},
 *       which it recognises by content: a {@link io.apexkv.sim.history.Format} has a {@link
 *       io.apexkv.sim.history.LineParser} that turns a line into a {@link
 *       io.apexkv.sim.history.HistoryEvent}, and {@link io.apexkv.sim.history.HistoryAssembler}
 *       pairs invocations with returns.
 *   <li>{@link io.apexkv.sim.history.HistoryWriter} writes our own format, JSON lines.
 * </ul>
 *
 * <p>Whether a history is linearizable is the business of {@code io.apexkv.sim.linearizability}.
 */
package io.apexkv.sim.history;
