package io.apexkv.sim.mutants;

/**
 * A kernel that serves reads by a lease (thesis, 6.4.1): no bug, but the ground for bugs that only
 * time can bring to light. A leader answers alone, as long as a majority has answered a message
 * that it sent less than a lease ago.
 *
 * <p>It counts from when the message was sent. CheckQuorum, which counts from when the answer came,
 * is no lease: on slow links the promise that was answered has ended by then (seed 1 told). That
 * promises outlive a forgotten leader and a restart is by argument: no seed has asked for it yet.
 */
final class Leases {

  private static final String GROUP = "io.apexkv.kernel.raft.Group";
  private static final String SERVICE = "io.apexkv.kernel.service.GroupService";
  private static final String READ_INDEX = "io.apexkv.kernel.raft.ReadIndex";
  private static final String STANDING = "io.apexkv.kernel.raft.Standing";

  private static final Edit ASKS_ITS_LEASE =
      new Edit(
          READ_INDEX,
          "waitingCookies.addLast(cookie);",
          """
          waitingCookies.addLast(cookie);
              if (nowNanos < leaseEndsNanos()) {
                while (!waitingRounds.isEmpty()) {
                  waitingRounds.removeFirst();
                  confirmedIndexes.addLast(waitingIndexes.removeFirst());
                  confirmedCookies.addLast(waitingCookies.removeFirst());
                }
              }\
          """);

  /** Every flush is a round of its own, with the time at which it is sent. */
  private static final Edit COUNTS_FROM_THE_SENDING =
      new Edit(
          READ_INDEX,
          """
          void beginRound() {
              if (!waitingRounds.isEmpty() && waitingRounds.last() > sentRound) {
                sentRound++;
                confirm();
              }
            }
          """,
          """
          void beginRound(long nowNanos, long electionTimeoutNanos) {
              leaseNanos = electionTimeoutNanos / 8 * 7; // clocks are at most 5 % slow or fast
              sentRound++;
              sentAtNanos[(int) (sentRound % sentAtNanos.length)] = nowNanos;
              confirm();
            }

            private final long[] sentAtNanos = new long[1 << 12];
            private long leaseNanos;

            /** The last round of an earlier term of its own: what was promised then has ended. */
            private long endedRound;

            private long leaseEndsNanos() {
              long heard = Quorum.reachedByMajority(answeredRounds);
              return heard > endedRound && sentRound - heard < sentAtNanos.length
                  ? sentAtNanos[(int) (heard % sentAtNanos.length)] + leaseNanos
                  : Long.MIN_VALUE;
            }
          """);

  private static final Edit ENDS_WITH_THE_TERM =
      new Edit(
          READ_INDEX,
          "void stepDown() {",
          """
          void stepDown() {
              endedRound = sentRound;\
          """);

  private static final Edit TELLS_WHEN_IT_SENDS =
      new Edit(
          GROUP,
          "readIndex.beginRound();",
          "readIndex.beginRound(nowNanos, electionTimeoutNanos);");

  private static final Edit TELLS_WHEN_A_READ_COMES =
      new Edit(
          SERVICE,
          "raft.registerRead(connection.lastWrite(number, raft.view().term()), slot);",
          "raft.registerRead(connection.lastWrite(number, raft.view().term()), slot,"
              + " context.nowNanos);");

  private static final Edit PASSES_ON_WHEN_IT_CAME =
      new Edit(
          GROUP,
          "public boolean registerRead(long atLeast, long cookie) {",
          "public boolean registerRead(long atLeast, long cookie, long nowNanos) {");

  private static final Edit AND_ASKS =
      new Edit(
          GROUP,
          "readIndex.register(Math.max(index, atLeast), cookie);",
          "readIndex.register(Math.max(index, atLeast), cookie, nowNanos);");

  private static final Edit WITH_THE_TIME =
      new Edit(
          READ_INDEX,
          "void register(long readIndex, long cookie) {",
          "void register(long readIndex, long cookie, long nowNanos) {");

  /**
   * Who heard a leader votes for nobody else in time, also if it has forgotten the leader since.
   */
  private static final Edit KEEPS_THE_PROMISE =
      new Edit(
          STANDING,
          "|| (leader != Voters.NONE && nowNanos - leaderHeardNanos < electionTimeoutNanos);",
          "|| nowNanos < promisedUntilNanos;");

  private static final Edit PROMISES =
      new Edit(
          STANDING,
          "leaderHeardNanos = nowNanos;",
          """
          leaderHeardNanos = nowNanos;
              promise(nowNanos);\
          """);

  private static final Edit KNOWS_WHAT_IT_PROMISED =
      new Edit(
          STANDING,
          "private boolean draining;",
          """
          private boolean draining;

            private long promisedUntilNanos = Long.MIN_VALUE;

            void promise(long nowNanos) {
              promisedUntilNanos = nowNanos + electionTimeoutNanos;
            }
          """);

  /** Who was restarted may have promised anything, unless it has never seen a term. */
  private static final Edit PROMISES_AFTER_A_RESTART =
      new Edit(
          GROUP,
          "invariants.begin(view);",
          """
          invariants.begin(view);
              if (hardState.term() > 0) {
                standing.promise(nowNanos);
              }\
          """);

  static final Edit[] ALL = {
    TELLS_WHEN_A_READ_COMES,
    PASSES_ON_WHEN_IT_CAME,
    AND_ASKS,
    WITH_THE_TIME,
    ASKS_ITS_LEASE,
    TELLS_WHEN_IT_SENDS,
    COUNTS_FROM_THE_SENDING,
    ENDS_WITH_THE_TERM,
    KEEPS_THE_PROMISE,
    PROMISES,
    KNOWS_WHAT_IT_PROMISED,
    PROMISES_AFTER_A_RESTART
  };

  private Leases() {}
}
