/**
 * Raft: many groups on one node, each a replicated log.
 *
 * <p>Papers: <em>In Search of an Understandable Consensus Algorithm</em> (Ongaro and Ousterhout,
 * USENIX ATC 2014; here "Raft", by section of the extended version) and Ongaro's dissertation (here
 * "thesis"). The terms are theirs: term, vote, log, index, commit, match index, leader
 * completeness.
 *
 * <p>The map, from the outside in:
 *
 * <ul>
 *   <li>{@link io.apexkv.kernel.raft.Groups}: all groups of a node, the only door. {@code
 *       PeerMessages} decodes frames for them, {@code Heartbeats} writes one frame a peer for all.
 *   <li>{@link io.apexkv.kernel.raft.Group}: one replica of one group. It dispatches between small
 *       parts and holds the role; the table of roles is in its comment. {@link
 *       io.apexkv.kernel.raft.GroupView} is what others may see of it.
 *   <li>Elections: {@code Election} (who was asked, who granted), {@code ElectionTimeout}, {@code
 *       LogOrder} (whose log is more up to date), {@code VoteAnswers} (what is owed to candidates),
 *       {@code HardState} (term and vote, and whether the disk has them).
 *   <li>Replication, the leader's side: {@code Replication}, and for each follower {@code Progress}
 *       with its window {@code Inflights}; {@code Quorum} and {@code CommitRule}. The follower's
 *       side: {@code AppendReceiver}. Both: {@code ConflictHint}.
 *   <li>Reads: {@code ReadIndex}.
 *   <li>The log: {@code RaftLog}, with {@code TermRuns} (the term of every entry) and {@code
 *       TailIndex} (where the newest entries are in the {@link io.apexkv.kernel.raft.EntryTail}).
 *       It gives what must become durable to a {@link io.apexkv.kernel.raft.LogSink} and gets
 *       entries that left memory from {@link io.apexkv.kernel.raft.LogReads}.
 *   <li>{@code Invariants}: what must hold between any two steps.
 * </ul>
 *
 * <p>The rule that everything here obeys: <em>a promise is made from durable state</em>. A vote, an
 * acknowledgement of entries, a candidate's own vote and a leader's own copy count only when the
 * disk has said so; until then they are owed, and the flush after that sends them.
 */
package io.apexkv.kernel.raft;
