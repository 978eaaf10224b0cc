/**
 * The clients' side of a node.
 *
 * <p>A request comes in through {@link io.apexkv.kernel.service.Requests}, which validates it;
 * {@code Routes} finds its group's leader. Elsewhere: REDIRECT, or {@code Forwards} it. Here:
 * {@code GroupService} appends a write to the log, or registers a read; {@code Admission} counts
 * it. When the log is committed, {@code Applier} feeds the {@code StateMachine} entry by entry, and
 * serves each confirmed read between the entries that it must and must not see. {@code Answers}
 * goes back the way that the request came, in the flush: through the {@code ReplyQueue} to a
 * client, through {@code ForwardAnswers} to a peer.
 *
 * <ul>
 *   <li><b>origin</b>: who waits for an answer: a connection, or a peer that forwarded for one.
 *   <li><b>pending</b>: admitted and not answered; bounded in bytes.
 *   <li><b>turn</b> of a read: its index is applied and the next one is not.
 * </ul>
 */
package io.apexkv.kernel.service;
