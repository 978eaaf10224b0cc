/**
 * Client sessions: what makes a retry safe (Raft, section 8; Ongaro's thesis, 6.3).
 *
 * <ul>
 *   <li><b>session</b>: opened through the log of one group; the index of its entry is its id.
 *   <li><b>number</b>: a command's place in its session, from 1, chosen by the client.
 *   <li><b>lowest unanswered</b>: the least number whose answer the client still waits for; the
 *       client tells it with every command, and answers below it are forgotten.
 *   <li><b>window</b>: how many answers, from the lowest unanswered one on, the group keeps.
 *   <li><b>log time</b>: the time stamped into an entry by its leader, never going back along the
 *       log; the only clock that expiry knows.
 * </ul>
 *
 * The table changes only in apply, by what the entries say, so it is equal on all replicas at equal
 * index. Its bounds are therefore in the entry that opens a session and not in a node's settings.
 */
package io.apexkv.kernel.session;
