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
public final class Group implements GroupView {

  /** What {@link #propose} answers if this replica does not lead. */
  public static final long NOT_LEADER = -1;

  /** What {@link #propose} answers if memory or the bound on uncommitted entries is used up. */
  public static final long NO_ROOM = -2;

  private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

  private final long group;
  private final Voters voters;
  private final long seed;
  private final long electionTimeoutNanos;
  private final long uncommittedLimitBytes;
  private final RaftListener listener;

  private final HardState hardState = new HardState();
  private final RaftLog log;
  private final Election election;
  private final VoteAnswers voteAnswers;
  private final AppendReceiver receiver;
  private final Replication replication;
  private final ReadIndex readIndex;
  private final GroupWriter writer;
  private final Invariants invariants = new Invariants();

  private Role role = Role.FOLLOWER;

  /** The leader of the current term as far as it is known; this replica if it leads. */
  private int leader = Voters.NONE;

  /** While following a leader: when it was last heard. */
  private long leaderHeardNanos;

  /** While not leading: when to campaign. */
  private long electionAtNanos = TimerQueue.NONE;

  /** While leading: the index of the first entry of this term. */
  private long firstIndexOfTerm;

  private boolean draining;

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
    seed = node.seed();
    electionTimeoutNanos = config.timing().electionTimeoutNanos();
    uncommittedLimitBytes = config.limits().tailBytes() / 2;
    listener = node.listener();
    log = new RaftLog(group, node.tail());
    election = new Election(voters);
    voteAnswers = new VoteAnswers(voters);
    receiver = new AppendReceiver(group, log, hardState, listener);
    replication =
        new Replication(
            group, voters, log, node.reads(), listener, config.limits(), config.timing());
    readIndex = new ReadIndex(voters);
    writer = new GroupWriter(node.outbox(), group, voters, hardState);
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
    invariants.begin(this);
    resetElectionTimer(nowNanos);
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
    if (role != Role.LEADER) {
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
    if (role != Role.LEADER) {
      return false;
    }
    long index = Math.max(log.commitIndex(), firstIndexOfTerm);
    readIndex.register(Math.max(index, atLeast), cookie);
    return true;
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
    return role == Role.LEADER;
  }

  /** Whether this replica leads and has committed an entry of its term. */
  public boolean leaderReady() {
    return role == Role.LEADER && log.commitIndex() >= firstIndexOfTerm;
  }

  /** The node of the leader of this term as far as it is known, else 0. */
  public int leaderNode() {
    return leader == Voters.NONE ? 0 : voters.node(leader);
  }

  /** Prepares to stop: leads nothing and campaigns for nothing any more, but votes and follows. */
  public void drain(long nowNanos) {
    draining = true;
    electionAtNanos = TimerQueue.NONE;
    if (role != Role.FOLLOWER) {
      becomeFollower(nowNanos, Voters.NONE);
    }
    stepped();
  }

  // Time and connections.

  /** Fires what is due. */
  void onTime(long nowNanos) {
    if (role == Role.LEADER) {
      if (nowNanos >= quorumLostAtNanos(nowNanos)) {
        listener.trace(Trace.QUORUM_LOST, group, hardState.term(), 0);
        becomeFollower(nowNanos, Voters.NONE);
      } else {
        replication.onTime(nowNanos);
      }
    } else if (nowNanos >= electionAtNanos) {
      becomePreCandidate(nowNanos);
    }
    stepped();
  }

  /** When {@link #onTime} next has something to do. */
  long nextDeadlineNanos(long nowNanos) {
    return role == Role.LEADER
        ? Math.min(quorumLostAtNanos(nowNanos), replication.nextRetryNanos())
        : electionAtNanos;
  }

  /** A connection to a voter came up or went. */
  void onConnection(int voter) {
    if (role == Role.LEADER) {
      replication.restart(voter);
    } else if (role == Role.PRE_CANDIDATE || role == Role.CANDIDATE) {
      election.askAgain(voter);
    }
  }

  // Elections: questions.

  /**
   * A pre-vote is asked for a campaign in {@code askedTerm}; nothing changes here (thesis, 9.6).
   */
  void onPreVote(long nowNanos, int voter, long askedTerm, long lastIndex, long lastTerm) {
    boolean granted =
        askedTerm > hardState.term()
            && !attendsLeader(nowNanos)
            && LogOrder.upToDate(lastTerm, lastIndex, log.lastTerm(), log.lastIndex());
    voteAnswers.owePreVote(voter, granted, askedTerm);
  }

  /** A vote is asked (Raft, 5.2 and 5.4.1). */
  void onVote(long nowNanos, int voter, long term, long lastIndex, long lastTerm) {
    if (term > hardState.term()) {
      if (attendsLeader(nowNanos)) {
        return; // a campaign must not depose a leader that works (Raft, section 6, last paragraph)
      }
      enterTerm(nowNanos, term);
    }
    boolean free = hardState.votedFor() == HardState.NOBODY && leader == Voters.NONE;
    boolean granted =
        term == hardState.term()
            && (hardState.votedFor() == voters.replica(voter)
                || (free
                    && LogOrder.upToDate(lastTerm, lastIndex, log.lastTerm(), log.lastIndex())));
    if (granted) {
      hardState.vote(voters.replica(voter));
      if (role == Role.PRE_CANDIDATE) {
        becomeFollower(nowNanos, Voters.NONE);
      }
      resetElectionTimer(nowNanos);
    }
    voteAnswers.oweVote(voter, granted, term);
    stepped();
  }

  // Elections: answers.

  void onPreVoteAnswer(long nowNanos, int voter, long term, boolean granted, long asked) {
    if (term > hardState.term()) {
      enterTerm(nowNanos, term);
    } else if (role == Role.PRE_CANDIDATE && granted && asked == hardState.term() + 1) {
      election.granted(voter);
      campaignIfWouldWin(nowNanos);
    }
    stepped();
  }

  void onVoteAnswer(
      long nowNanos, long wallMillis, int voter, long term, boolean granted, long asked) {
    if (term > hardState.term()) {
      enterTerm(nowNanos, term);
    } else if (role == Role.CANDIDATE && granted && asked == hardState.term()) {
      election.granted(voter);
      leadIfElected(nowNanos, wallMillis);
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
    follow(nowNanos, voter, term);
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
      follow(nowNanos, voter, term);
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
    long leaderTerm = role == Role.LEADER ? hardState.term() : 0;
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
    if (role == Role.LEADER) {
      advanceCommit();
    } else if (role == Role.CANDIDATE && hardState.isDurable()) {
      election.granted(voters.self());
      leadIfElected(nowNanos, wallMillis);
    }
    stepped();
  }

  /** Writes what is owed or asked about votes, and answers to appends. */
  void sendAnswers() {
    voteAnswers.send(writer, hardState);
    receiver.sendAnswers(writer);
    for (int voter = 0; staleAppends != 0 && voter < voters.count(); voter++) {
      if ((staleAppends & 1 << voter) != 0 && writer.appendAnswer(voter, false, 0, 0, 0)) {
        staleAppends &= ~(1 << voter);
      }
    }
    boolean votes = role == Role.CANDIDATE && hardState.isDurable();
    if (votes || role == Role.PRE_CANDIDATE) {
      for (int voter = 0; voter < voters.count(); voter++) {
        if (election.isUnasked(voter) && ask(voter)) {
          election.asked(voter);
        }
      }
    }
  }

  /** The lowest position in the tail that must stay. */
  long lowestPinned() {
    return log.lowestPinned();
  }

  /** Writes entries to followers, in a new round of reads if any wait for one. */
  void sendAppends(long nowNanos) {
    if (role == Role.LEADER) {
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
    return role == Role.LEADER
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
    return voter == leader ? receiver.readRound() : 0;
  }

  void sentHeartbeatAnswer(int voter) {
    heartbeatAnswersOwed &= ~(1 << voter);
  }

  // Changes of role.

  private void becomePreCandidate(long nowNanos) {
    changeRole(Role.PRE_CANDIDATE, Voters.NONE);
    listener.trace(Trace.PRE_CANDIDATE, group, hardState.term() + 1, log.lastIndex());
    election.begin();
    election.granted(voters.self());
    resetElectionTimer(nowNanos);
    campaignIfWouldWin(nowNanos);
  }

  private void campaignIfWouldWin(long nowNanos) {
    if (!election.isWon()) {
      return;
    }
    hardState.enter(hardState.term() + 1);
    hardState.vote(voters.ownReplica());
    voteAnswers.newTerm();
    changeRole(Role.CANDIDATE, Voters.NONE);
    listener.trace(Trace.CANDIDATE, group, hardState.term(), log.lastIndex());
    // Its own vote counts when it is durable, like that of any other voter.
    election.begin();
    resetElectionTimer(nowNanos);
  }

  private void leadIfElected(long nowNanos, long wallMillis) {
    if (!election.isWon() || !hardState.isDurable()) {
      return;
    }
    replication.lead(nowNanos);
    readIndex.lead();
    long logTimeMillis = Math.max(log.lastLogTimeMillis(), wallMillis);
    if (!log.append(hardState.term(), EntryCodec.NOOP, logTimeMillis, NO_PAYLOAD, 0, 0)) {
      becomeFollower(nowNanos, Voters.NONE); // no memory for the term's first entry: let others
      return;
    }
    firstIndexOfTerm = log.lastIndex();
    electionAtNanos = TimerQueue.NONE;
    changeRole(Role.LEADER, voters.self());
    listener.trace(Trace.LEADER, group, hardState.term(), log.lastIndex());
  }

  private void becomeFollower(long nowNanos, int newLeader) {
    changeRole(Role.FOLLOWER, newLeader);
    listener.trace(
        Trace.FOLLOWER,
        group,
        hardState.term(),
        newLeader == Voters.NONE ? 0 : voters.node(newLeader));
    resetElectionTimer(nowNanos);
  }

  /** A later term than this replica knew, whose leader is not known. */
  private void enterTerm(long nowNanos, long term) {
    hardState.enter(term);
    voteAnswers.newTerm();
    becomeFollower(nowNanos, Voters.NONE);
  }

  /** A message of the leader of a term at or above this replica's. */
  private void follow(long nowNanos, int voter, long term) {
    boolean isLater = term > hardState.term();
    Check.that(isLater || role != Role.LEADER, "at most one leader in a term", term);
    if (isLater) {
      hardState.enter(term);
      voteAnswers.newTerm();
    }
    if (isLater || role != Role.FOLLOWER || leader != voter) {
      becomeFollower(nowNanos, voter);
    }
    leaderHeardNanos = nowNanos;
    resetElectionTimer(nowNanos);
  }

  private void changeRole(Role next, int nextLeader) {
    Role previous = role;
    role = next;
    leader = nextLeader;
    receiver.follow(next == Role.FOLLOWER ? nextLeader : Voters.NONE);
    election.end();
    if (previous == Role.LEADER) {
      readIndex.stepDown();
    }
    if (previous != next) {
      listener.roleChanged(this, previous, next);
    }
  }

  /** Asks one voter for what this replica campaigns for; false if there was no room. */
  private boolean ask(int voter) {
    return role == Role.CANDIDATE
        ? writer.vote(voter, log.lastIndex(), log.lastTerm())
        : writer.preVote(voter, hardState.term() + 1, log.lastIndex(), log.lastTerm());
  }

  /** Whether a follower's answer is for this leader in this term; a later term deposes it. */
  private boolean isAnswerToLeader(long nowNanos, int voter, long term) {
    if (term > hardState.term()) {
      enterTerm(nowNanos, term);
      stepped();
      return false;
    }
    if (role != Role.LEADER || term != hardState.term()) {
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

  /** Whether a leader works, as far as this replica can know: it is one, or heard one lately. */
  private boolean attendsLeader(long nowNanos) {
    return role == Role.LEADER
        || (leader != Voters.NONE && nowNanos - leaderHeardNanos < electionTimeoutNanos);
  }

  private long quorumLostAtNanos(long nowNanos) {
    return voters.count() == 1
        ? TimerQueue.NONE
        : replication.majorityHeardNanos(nowNanos) + electionTimeoutNanos;
  }

  private void resetElectionTimer(long nowNanos) {
    if (draining) {
      return;
    }
    long replica = voters.ownReplica();
    long term = hardState.term();
    boolean isPreferred =
        term == 0 && ElectionTimeout.isPreferred(group, voters.self(), voters.count());
    electionAtNanos =
        nowNanos
            + (isPreferred
                ? ElectionTimeout.preferredNanos(electionTimeoutNanos, seed, replica, group)
                : ElectionTimeout.nanos(electionTimeoutNanos, seed, replica, group, term));
  }

  private void stepped() {
    invariants.stepped(this, log);
  }

  // What may be seen.

  @Override
  public long group() {
    return group;
  }

  @Override
  public long replica() {
    return voters.ownReplica();
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public long term() {
    return hardState.term();
  }

  @Override
  public long votedFor() {
    return hardState.votedFor();
  }

  @Override
  public long durableTerm() {
    return hardState.durableTerm();
  }

  @Override
  public long durableVote() {
    return hardState.durableVote();
  }

  @Override
  public long leaderReplica() {
    return leader == Voters.NONE ? 0 : voters.replica(leader);
  }

  @Override
  public long firstIndex() {
    return log.firstIndex();
  }

  @Override
  public long lastIndex() {
    return log.lastIndex();
  }

  @Override
  public long commitIndex() {
    return log.commitIndex();
  }

  @Override
  public long appliedIndex() {
    return log.appliedIndex();
  }

  @Override
  public long durableIndex() {
    return log.durableIndex();
  }

  @Override
  public long termAt(long index) {
    return log.termAt(index);
  }

  @Override
  public long prefixHash(long index) {
    return log.prefixHash(index);
  }

  @Override
  public long entryChecksum(long index) {
    return log.entryChecksum(index);
  }
}
