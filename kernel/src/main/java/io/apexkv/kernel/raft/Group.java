package io.apexkv.kernel.raft;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.TimerQueue;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/**
 * One replica of one Raft group: the dispatcher that lets the parts of this package meet.
 *
 * <pre>
 * FOLLOWER       silence for an election timeout                     -> PRE_CANDIDATE
 * PRE_CANDIDATE  a majority would vote for it                        -> CANDIDATE, in the next term
 *                an election timeout                                 -> PRE_CANDIDATE, asks again
 * CANDIDATE      a majority's votes, its own durable one among them  -> LEADER
 *                an election timeout                                 -> PRE_CANDIDATE
 * LEADER         no majority heard for an election timeout, drained  -> FOLLOWER
 * any            a message of a later term, the leader of this term  -> FOLLOWER
 * </pre>
 *
 * <p>Inputs only change state. In a flush, {@link #stage} gives what must be durable to a batch of
 * the log, {@link #batchDurable} tells that it is, and the {@code send} methods write what is owed
 * to others: a promise to a peer is made from durable state alone, so no order of effects matters.
 *
 * <p>Other replicas are named by their place among the group's voters.
 */
public final class Group {

  /** What {@link #propose} answers if this replica does not lead. */
  public static final long NOT_LEADER = -1;

  /** What {@link #propose} answers if memory or the bound on uncommitted entries is used up. */
  public static final long NO_ROOM = -2;

  private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

  private final long group;
  private final GroupView view;
  private final Voters voters;
  private final long electionTimeoutNanos;
  private final long uncommittedLimitBytes;
  private final RaftListener listener;

  private final HardState hardState = new HardState();
  private final RaftLog log;
  private final Standing standing;
  private final Elections elections;
  private final AppendReceiver receiver;
  private final Replication replication;
  private final ReadIndex readIndex;
  private final GroupWriter writer;
  private final Invariants invariants = new Invariants();

  /** While leading: the index of the first entry of this term. */
  private long firstIndexOfTerm;

  /** One bit for each voter whose heartbeat, or new round of reads, is to be answered. */
  private int heartbeatAnswersOwed;

  /**
   * One bit for each voter that sent an append of an older term and is to be told the newer one.
   */
  private int staleAppends;

  Group(long group, RaftNode node) {
    Config config = node.config();
    this.group = group;
    voters = new Voters(config);
    electionTimeoutNanos = config.timing().electionTimeoutNanos();
    uncommittedLimitBytes = config.limits().tailBytes() / 2;
    listener = node.listener();
    log = new RaftLog(group, node.tail());
    standing = new Standing(group, node, voters, hardState, this::roleChanged);
    view = new GroupState(group, voters, hardState, standing, log);
    elections = new Elections(voters, hardState, log, standing);
    receiver = new AppendReceiver(group, log, hardState, listener);
    replication =
        new Replication(
            group, voters, log, node.reads(), listener, config.limits(), config.timing());
    readIndex = new ReadIndex(voters);
    writer = new GroupWriter(node.outbox(), group, voters, hardState);
  }

  /** What may be seen of this replica; it follows every change. */
  public GroupView view() {
    return view;
  }

  // Recovery: what the disk has, in its order, before anything else happens.

  /** Term and vote. */
  void recoverHardState(long term, long votedFor) {
    hardState.recover(term, votedFor);
  }

  /** The log begins at an index and is empty. */
  void recoverStart(long firstIndex, long termBeforeFirst) {
    log.recoverStart(firstIndex, termBeforeFirst);
  }

  /** Entries at and above an index are void. */
  void recoverTruncate(long fromIndex) {
    if (fromIndex <= log.lastIndex()) {
      log.truncateFrom(fromIndex);
      log.recoveredToEnd();
    }
  }

  /** Encoded entries behind the last one; false if the tail has no memory for one. */
  boolean recoverEntries(int count, ByteBuffer buffer, int offset) {
    int at = offset;
    for (int i = 0; i < count; i++) {
      if (!log.appendEncoded(buffer, at)) {
        return false;
      }
      log.recoveredToEnd(); // so that the tail may let it go again
      at += EntryCodec.bytes(buffer, at);
    }
    return true;
  }

  /** Recovery is over: from now on this replica takes part. */
  void recovered(long nowNanos) {
    invariants.begin(view);
    standing.resetElectionTimer(nowNanos);
  }

  // What the service asks for.

  /**
   * Appends a command, if this replica leads. Its log time is the wall clock, but never lower than
   * that of the entry before.
   *
   * @param kind of {@link EntryCodec}
   * @return the entry's index, {@link #NOT_LEADER} or {@link #NO_ROOM}
   */
  public long propose(long wallMillis, int kind, ByteBuffer payload, int offset, int length) {
    if (!standing.isLeader()) {
      return NOT_LEADER;
    }
    if (log.uncommittedBytes() >= uncommittedLimitBytes) {
      return NO_ROOM;
    }
    long logTimeMillis = Math.max(log.lastLogTimeMillis(), wallMillis);
    if (!log.append(hardState.term(), kind, logTimeMillis, payload, offset, length)) {
      return NO_ROOM;
    }
    stepped();
    return log.lastIndex();
  }

  /**
   * Registers a linearizable read, whose fate {@link #pollRead} tells.
   *
   * <p>It is served from a state that has the term's first entry: only with that one committed does
   * a leader know what else is (thesis, 6.4, step 1).
   *
   * @param atLeast an index that the read must see in any case, 0 if none
   * @param cookie the caller's name for the read
   * @return false if this replica does not lead
   */
  public boolean registerRead(long atLeast, long cookie) {
    if (!standing.isLeader()) {
      return false;
    }
    long index = Math.max(log.commitIndex(), firstIndexOfTerm);
    readIndex.register(Math.max(index, atLeast), cookie);
    return true;
  }

  /**
   * Bytes of the entries that will be applied here, as far as can be known, without this leader
   * having appended them: all that a follower has not applied, and of a leader those of earlier
   * terms. {@link Long#MAX_VALUE} if the first of them has left memory, so that nobody knows.
   */
  long unpromisedBytes() {
    return log.unappliedBytes(standing.isLeader() ? firstIndexOfTerm - 1 : log.lastIndex());
  }

  /** Takes the next read whose fate is known, in order; false if there is none. */
  public boolean pollRead(ReadSlot out) {
    return readIndex.poll(out);
  }

  /** Points to an entry if it is in memory; the reference is valid until the next input. */
  public boolean entryInTail(long index, EntryRef out) {
    return log.entry(index, out);
  }

  /** The service has applied everything up to an index. */
  public void applied(long index) {
    log.appliedTo(index);
  }

  public boolean isLeader() {
    return standing.isLeader();
  }

  /** Whether this replica leads and has committed an entry of its term. */
  public boolean leaderReady() {
    return standing.isLeader() && log.commitIndex() >= firstIndexOfTerm;
  }

  /** The node of the leader of this term as far as it is known, else 0. */
  public int leaderNode() {
    int leader = standing.leader();
    return leader == Voters.NONE ? 0 : voters.node(leader);
  }

  /** Prepares to stop: leads nothing and campaigns for nothing any more, but votes and follows. */
  public void drain(long nowNanos) {
    standing.drain(nowNanos);
    stepped();
  }

  // Time and connections.

  /** Fires what is due. */
  void onTime(long nowNanos) {
    if (standing.isLeader()) {
      if (nowNanos >= quorumLostAtNanos(nowNanos)) {
        listener.trace(Trace.QUORUM_LOST, group, hardState.term(), 0);
        standing.becomeFollower(nowNanos, Voters.NONE);
      } else {
        replication.onTime(nowNanos);
      }
    } else if (nowNanos >= standing.electionAtNanos()) {
      elections.campaign(nowNanos);
    }
    stepped();
  }

  /** When {@link #onTime} next has something to do. */
  long nextDeadlineNanos(long nowNanos) {
    if (readIndex.hasFates()) {
      return nowNanos; // a group of one voter confirms its reads as it sends: too late for this
      // flush
    }
    return standing.isLeader()
        ? Math.min(quorumLostAtNanos(nowNanos), replication.nextRetryNanos())
        : standing.electionAtNanos();
  }

  /** A connection to a voter came up or went: what is under way may be lost. */
  void onConnection(int voter) {
    if (standing.isLeader()) {
      replication.restart(voter);
    } else {
      elections.askAgain(voter);
    }
  }

  // Elections.

  void onPreVote(long nowNanos, int voter, long askedTerm, long lastIndex, long lastTerm) {
    elections.onPreVote(nowNanos, voter, askedTerm, lastIndex, lastTerm);
    stepped();
  }

  void onVote(long nowNanos, int voter, long term, long lastIndex, long lastTerm) {
    elections.onVote(nowNanos, voter, term, lastIndex, lastTerm);
    stepped();
  }

  void onPreVoteAnswer(long nowNanos, int voter, long term, boolean granted, long asked) {
    elections.onPreVoteAnswer(nowNanos, voter, term, granted, asked);
    stepped();
  }

  void onVoteAnswer(
      long nowNanos, long wallMillis, int voter, long term, boolean granted, long asked) {
    if (elections.onVoteAnswer(nowNanos, voter, term, granted, asked)) {
      lead(nowNanos, wallMillis);
    }
    stepped();
  }

  // Replication.

  /** Entries, or a probe, of the leader of {@code term}; whole and valid. */
  void onAppend(
      long nowNanos,
      int voter,
      long term,
      long previousIndex,
      long previousTerm,
      long commit,
      long readRound,
      int count,
      ByteBuffer buffer,
      int offset) {
    if (term < hardState.term()) {
      staleAppends |= 1 << voter;
      return;
    }
    standing.follow(nowNanos, voter, term);
    if (readRound > receiver.readRound()) {
      heartbeatAnswersOwed |= 1 << voter; // reads need not wait for this follower's disk
    }
    receiver.append(previousIndex, previousTerm, commit, readRound, count, buffer, offset);
    stepped();
  }

  void onAppendAnswer(
      long nowNanos,
      int voter,
      long term,
      boolean accepted,
      long index,
      long hintTerm,
      long readRound) {
    if (!isAnswerToLeader(nowNanos, voter, term)) {
      return;
    }
    // First the reads: one that came before a write must not see it, also if both are decided here.
    readIndex.answered(voter, readRound);
    if (accepted) {
      replication.accepted(nowNanos, voter, index);
      advanceCommit();
    } else {
      replication.refused(voter, index, hintTerm);
    }
    Invariants.matches(replication.progress(voter), log);
    stepped();
  }

  void onHeartbeat(long nowNanos, int voter, long term, long commit, long readRound) {
    heartbeatAnswersOwed |= 1 << voter;
    if (term >= hardState.term()) {
      standing.follow(nowNanos, voter, term);
      receiver.heartbeat(commit, readRound);
    }
    stepped();
  }

  void onHeartbeatAnswer(long nowNanos, int voter, long term, long readRound) {
    if (isAnswerToLeader(nowNanos, voter, term)) {
      readIndex.answered(voter, readRound);
    }
    stepped();
  }

  /**
   * The answer of {@link LogReads}: whole entries from an index on, in this replica's own log as it
   * was; none if the read failed. Valid during the call, in which they are copied.
   */
  public void onLogRead(
      long nowNanos, int peer, long firstIndex, int count, ByteBuffer buffer, int offset) {
    int voter = voters.onNode(peer);
    Check.that(
        voter != Voters.NONE && voter != voters.self(), "entries were read for a peer", peer);
    long leaderTerm = standing.isLeader() ? hardState.term() : 0;
    replication.onLogRead(
        nowNanos,
        leaderTerm,
        voter,
        readIndex.sentRound(),
        writer,
        firstIndex,
        count,
        buffer,
        offset);
  }

  // The flush.

  boolean wantsStage() {
    return !hardState.isStaged() || log.hasUnstaged();
  }

  /** Stages term and vote, then entries; false if the batch was full before the end. */
  boolean stage(LogSink sink) {
    if (!hardState.isStaged()) {
      if (!sink.hardState(group, hardState.term(), hardState.votedFor())) {
        return false;
      }
      hardState.staged();
    }
    return log.stage(sink);
  }

  /** Everything that was staged is durable. */
  void batchDurable(long nowNanos, long wallMillis) {
    hardState.durable();
    log.durable();
    if (standing.isLeader()) {
      advanceCommit();
    } else if (elections.onDurable()) {
      lead(nowNanos, wallMillis);
    }
    stepped();
  }

  /** Writes what is owed or asked about votes, and answers to appends. */
  void sendAnswers() {
    elections.send(writer);
    receiver.sendAnswers(writer);
    for (int voter = 0; staleAppends != 0 && voter < voters.count(); voter++) {
      if ((staleAppends & 1 << voter) != 0 && writer.appendAnswer(voter, false, 0, 0, 0)) {
        staleAppends &= ~(1 << voter);
      }
    }
  }

  /** The lowest position in the tail that must stay. */
  long lowestPinned() {
    return log.lowestPinned();
  }

  /** Writes entries to followers, in a new round of reads if any wait for one. */
  void sendAppends(long nowNanos) {
    if (standing.isLeader()) {
      readIndex.beginRound();
      replication.send(nowNanos, hardState.term(), readIndex.sentRound(), writer);
    }
  }

  // Heartbeats: their frames have rows of many groups, so they are written elsewhere.

  int voterOn(int node) {
    return voters.onNode(node);
  }

  long replicaOf(int voter) {
    return voters.replica(voter);
  }

  /** The round that a heartbeat carries. */
  long readRound() {
    return readIndex.sentRound();
  }

  /** The commit index that a heartbeat carries: nothing that the follower does not have. */
  long heartbeatCommit(int voter) {
    return Math.min(log.commitIndex(), replication.matchIndex(voter));
  }

  /** Whether a round of reads has begun that no message to this follower has carried. */
  boolean wantsRound(int voter) {
    return standing.isLeader()
        && readIndex.waiting() > 0
        && replication.progress(voter).sentRound() < readIndex.sentRound();
  }

  void sentHeartbeat(int voter) {
    replication.progress(voter).sentHeartbeat(readIndex.sentRound());
  }

  boolean owesHeartbeatAnswer(int voter) {
    return (heartbeatAnswersOwed & 1 << voter) != 0;
  }

  /** The round that an answer to this voter echoes: the leader's own, nothing to anybody else. */
  long answeredRound(int voter) {
    return voter == standing.leader() ? receiver.readRound() : 0;
  }

  void sentHeartbeatAnswer(int voter) {
    heartbeatAnswersOwed &= ~(1 << voter);
  }

  // Changes of role.

  /** This replica was elected: it appends the first entry of its term (Raft, section 8). */
  private void lead(long nowNanos, long wallMillis) {
    replication.lead(nowNanos);
    long logTimeMillis = Math.max(log.lastLogTimeMillis(), wallMillis);
    if (!log.append(hardState.term(), EntryCodec.NOOP, logTimeMillis, NO_PAYLOAD, 0, 0)) {
      standing.becomeFollower(nowNanos, Voters.NONE); // no memory even for that: let others lead
      return;
    }
    firstIndexOfTerm = log.lastIndex();
    standing.becomeLeader(log.lastIndex());
  }

  private void roleChanged(Role from, Role to, int leader) {
    receiver.follow(to == Role.FOLLOWER ? leader : Voters.NONE);
    staleAppends = 0; // whoever is told of a term by now is told by other means
    if (from == Role.LEADER) {
      readIndex.stepDown();
    }
    if (from != to) {
      listener.roleChanged(this, from, to);
    }
  }

  /** Whether a follower's answer is for this leader in this term; a later term deposes it. */
  private boolean isAnswerToLeader(long nowNanos, int voter, long term) {
    if (term > hardState.term()) {
      standing.enterTerm(nowNanos, term);
      stepped();
      return false;
    }
    if (!standing.isLeader() || term != hardState.term()) {
      return false;
    }
    replication.heard(nowNanos, voter);
    return true;
  }

  private void advanceCommit() {
    long reached = replication.reachedByMajority();
    log.commitTo(
        CommitRule.commitIndex(log.commitIndex(), reached, log.termAt(reached), hardState.term()));
  }

  private long quorumLostAtNanos(long nowNanos) {
    return voters.count() == 1
        ? TimerQueue.NONE
        : replication.majorityHeardNanos(nowNanos) + electionTimeoutNanos;
  }

  private void stepped() {
    invariants.stepped(view, log);
  }
}
