package io.apexkv.sim.marks;

import io.apexkv.kernel.Trace;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * All marks. The first ones are what kernels report themselves, some of it ordinary: that a kernel
 * goes on reporting it is worth knowing too.
 */
public enum RarePath implements Mark {
  RECOVERED("a process has read its log and begins to serve", Needs.NOTHING),
  TORN_TAIL_CUT(
      "a crash tore the last batch of a log, and recovery cut it off; nothing that was acknowledged"
          + " may be in it",
      Needs.DEATH),
  FOLLOWER("a replica follows, be it a leader that was deposed", Needs.NOTHING),
  PRE_CANDIDATE("a replica asks whether it would be elected (thesis, 9.6)", Needs.NOTHING),
  CANDIDATE("a replica campaigns", Needs.NOTHING),
  LEADER("a replica was elected", Needs.NOTHING),
  QUORUM_LOST(
      "a leader heard no majority for an election timeout and steps down; reads that it served"
          + " after that would be stale",
      Needs.CHANGES),
  TRUNCATED(
      "a follower cut entries that conflict with its leader's (Raft, figure 7)", Needs.CHANGES),
  LOG_READ_BACK(
      "entries that have left memory are read from the disk for a follower or to be applied",
      Needs.SMALL_TAIL),
  CONFLICT(
      "a follower refused an append, and its leader looks for where their logs agree",
      Needs.CHANGES),
  SESSION_OPENED("a client opened a session", Needs.SESSIONS),
  SESSION_EXPIRED(
      "a session ended without its client's will; what the client retries now must fail, not happen"
          + " twice",
      Needs.FEW_SESSIONS.or(Needs.SHORT_SESSIONS)),
  DUPLICATE_ANSWERED(
      "a command came twice and got its old answer", Needs.SESSIONS.and(Needs.CHANGES)),
  LOG_FULL(
      "a log is as long as it may become: writes are refused, reads served", Needs.SMALL_LOG, 10),
  MEMORY_FULL(
      "no room can be promised for a value: PUT and CAS are refused, reads and DEL served",
      Needs.FEW_CHUNKS,
      10),
  BUSY("a request was refused since a bound was reached", Needs.SMALL_PENDING),
  FRAME_DROPPED("a damaged frame was recognised", Needs.PEERS.and(Needs.any(FaultKind.BIT_FLIP))),
  DRAINED("a server that was told to stop has nothing left to do", Needs.any(FaultKind.STOP)),

  CRASH_WITH_WRITE_PENDING(
      "a process died while a write was on its way to the disk: each sector has landed or not",
      Needs.DEATH),
  POWER_LOST_WITH_WRITES_PENDING(
      "two or more machines lost power at one moment, each with a write under way: entries may be"
          + " on one disk and not on another",
      Needs.PEERS.and(Needs.any(FaultKind.POWER_LOSS))),
  CRASH_IN_RECOVERY(
      "a process died while it recovered: recovery must be able to begin again from what it has"
          + " changed",
      Needs.DEATH),
  SECOND_CRASH_IN_RECOVERY(
      "two processes of a node in a row died while they recovered", Needs.DEATH),
  POWER_LOST_IN_ELECTION(
      "nodes lost power in the moment of an election: votes that were sent too early are forgotten"
          + " and given again",
      Needs.any(FaultKind.CRASH_ELECTING)),
  VOTE_IN_FLIGHT_WHEN_POWER_LOST(
      "a node lost power while its vote was still on its way to the candidate",
      Needs.PEERS.and(Needs.any(FaultKind.CRASH_ELECTING)),
      200),
  ALL_DOWN(
      "no process ran: what is known now is what disks know",
      Needs.DEATH.or(Needs.any(FaultKind.STOP))),
  LEADER_DIED_BEFORE_QUORUM(
      "a leader died between its own append and a majority's: nobody may rely on the entry, and it"
          + " may survive",
      Needs.DEATH),
  LEADER_GONE_BEFORE_FIRST_COMMIT(
      "a leader stepped down or died before it had committed anything in its term (Raft, figure 8,"
          + " b and d)",
      Needs.CHANGES),
  OLD_TAIL(
      "a leader was elected with entries of an older term that are not known to be committed: it"
          + " may not commit them by counting (Raft, 5.4.2)",
      Needs.CHANGES),
  TAIL_OF_TWO_TERMS(
      "such a tail has entries of two terms or more (Raft, figure 8, c)", Needs.CHANGES),
  SHORTER_LEADER(
      "a leader was elected while another node's log was longer: terms decide before lengths do"
          + " (Raft, 5.4.1)",
      Needs.CHANGES),
  TRUNCATED_WHILE_WRITING(
      "entries were cut while a write was on its way to the disk: its completion must not count for"
          + " what takes their place",
      Needs.CHANGES,
      60),
  LONG_TAIL_CUT(
      "eight entries or more were cut at once: a deposed leader had taken them for a majority that"
          + " it had no more",
      Needs.CHANGES,
      90),
  SECOND_CONFLICT(
      "a leader needed two hints or more in its term to find where a follower's log agrees (Raft,"
          + " 5.3)",
      Needs.CHANGES),
  TWO_LEADERS(
      "a leader was elected while the one of an older term still believed to lead: what the old one"
          + " answers now may be stale",
      Needs.CHANGES,
      70),
  DEPOSED_IN_PAUSE(
      "a leader was elected while the older one stood still: it wakes up and does not know",
      Needs.PEERS.and(Needs.any(FaultKind.PAUSE)),
      80),
  SAME_LEADER_AGAIN(
      "a leader lost its majority and was elected again, with nobody in between", Needs.CHANGES),
  SPLIT_VOTE("two replicas campaigned in the same term", Needs.CHANGES),
  MINORITY_LEADER_WITH_CLIENTS(
      "a leader was cut off with a minority and clients: its clients hear nothing of the new one",
      Needs.PEERS.and(Needs.any(FaultKind.PARTITION, FaultKind.ONE_WAY_PARTITION))),
  READ_WAITED_FOR_DEPOSED_LEADER(
      "a read waited for a majority when its leader ceased to lead",
      Needs.PLAIN.and(Needs.CHANGES)),
  RETRY_ANSWERED_BY_LATER_LEADER(
      "a repeated command was answered from the session table in a later term than the one in which"
          + " the session was opened (thesis, 6.3)",
      Needs.SESSIONS.and(Needs.CHANGES)),
  SESSION_EVICTED("a session had to go for a newer one", Needs.FEW_SESSIONS),
  SESSION_TIMED_OUT(
      "a session was not used for so long that it expired, by the leader's clock in the log",
      Needs.SHORT_SESSIONS,
      20),
  READING_PAUSED(
      "a kernel stopped reading from a connection that asked for more than its share",
      Needs.SMALL_CONNECTIONS,
      150),
  BATCH_OF_ONE(
      "a batch took one input while others waited: effects of a single input are all there is to a"
          + " flush",
      Needs.BATCHES_OF_ONE),
  LARGE_BATCH(
      "a batch took sixteen inputs or more: many requests meet in one write to the log",
      Needs.LARGE_BATCHES);

  /** Enabled in so many seeds, a mark must be hit in one of them, unless it says otherwise. */
  private static final int USUAL_SEEDS = 25;

  private static final RarePath[] OF_TRACE = ofTrace();

  private final String story;

  @SuppressWarnings("ImmutableEnumChecker") // a predicate without state
  private final Predicate<Plan> needs;

  private final int withinSeeds;

  RarePath(String story, Predicate<Plan> needs) {
    this(story, needs, 0);
  }

  RarePath(String story, Predicate<Plan> needs, int withinSeeds) {
    this.story = story;
    this.needs = needs;
    this.withinSeeds = withinSeeds;
  }

  private static RarePath[] ofTrace() {
    Trace[] events = Trace.values();
    RarePath[] paths = new RarePath[events.length];
    for (Trace event : events) {
      paths[event.ordinal()] = valueOf(event.name());
    }
    return paths;
  }

  /** The mark of what a kernel reports. */
  public static RarePath of(Trace event) {
    return OF_TRACE[event.ordinal()];
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String story() {
    return story;
  }

  @Override
  public boolean isEnabledBy(Plan plan) {
    return needs.test(plan);
  }

  @Override
  public int withinSeeds() {
    return withinSeeds == 0 ? USUAL_SEEDS : withinSeeds;
  }
}
