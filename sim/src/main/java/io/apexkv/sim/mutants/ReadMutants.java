package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.ElectionMutants.WHAT_CHANGES_LEADERS;
import static io.apexkv.sim.mutants.FaultFamily.NOISE;
import static io.apexkv.sim.mutants.FaultFamily.PARTITION;
import static io.apexkv.sim.mutants.FaultFamily.PAUSE;

import java.util.List;
import java.util.Set;

/** Bugs of reads: answers that are older than what somebody was already told. */
final class ReadMutants {

  private static final String GROUP = "io.apexkv.kernel.raft.Group";
  private static final String READ_INDEX = "io.apexkv.kernel.raft.ReadIndex";
  private static final String PROCESS = "io.apexkv.sim.world.Process";

  /** Reads ask nobody, and rest on CheckQuorum alone. */
  static final Edit ASKS_NOBODY =
      new Edit(
          READ_INDEX,
          "long confirmedRound = Quorum.reachedByMajority(answeredRounds);",
          "long confirmedRound = sentRound;");

  private static final Mutant DEPOSED_LEADER_READS =
      new Mutant(
          27,
          "deposed-leader-reads",
          "A leader that is cut off goes on serving reads: it neither asks a majority before a read"
              + " nor minds that it hears of none. (The second alone hides the first: who stops"
              + " leading in time has, in effect, a lease.)",
          "Raft, section 8; thesis, 6.2 and 6.4, step 3: a leader makes sure that no newer one"
              + " exists before it answers a read.",
          List.of(
              new Edit(GROUP, "return voters.count() == 1", "return voters.count() >= 1"),
              ASKS_NOBODY),
          Set.of(PARTITION, PAUSE, NOISE),
          Checker.LINEARIZABLE);

  private static final Mutant READ_BEFORE_FIRST_COMMIT =
      new Mutant(
          28,
          "read-before-first-commit",
          "A new leader serves reads at the commit index that it happens to know, before an entry"
              + " of its own term is committed.",
          "Raft, section 8; thesis, 6.4, step 1: only with an entry of its term committed does a"
              + " leader know what else is.",
          List.of(
              new Edit(
                  GROUP,
                  "long index = Math.max(log.commitIndex(), firstIndexOfTerm);",
                  "long index = log.commitIndex();")),
          WHAT_CHANGES_LEADERS,
          Checker.LINEARIZABLE);

  private static final Mutant EARLIER_ACK_COUNTS =
      new Mutant(
              29,
              "earlier-ack-counts",
              "A read counts every heartbeat's answer that comes after it, also one to a heartbeat"
                  + " that was sent before the read.",
              "Thesis, 6.4, step 3: the leader issues a new round of heartbeats.",
              List.of(
                  new Edit(
                      GROUP,
                      """
                      void onHeartbeatAnswer(long nowNanos, int voter, long term, long readRound) {
                          if (isAnswerToLeader(nowNanos, voter, term)) {
                            readIndex.answered(voter, readRound);\
                      """,
                      """
                      void onHeartbeatAnswer(long nowNanos, int voter, long term, long readRound) {
                          if (isAnswerToLeader(nowNanos, voter, term)) {
                            readIndex.answered(voter, readIndex.sentRound());\
                      """)),
              Set.of(PARTITION, PAUSE, NOISE),
              Checker.LINEARIZABLE)
          .alsoIn("late-answers-confirm-no-read");

  /**
   * Rare: none of 500 seeds kills it, though 125 of them pause a machine that is cut off, with
   * clients on its side. It needs a client that begins a read in the pause, after a write
   * elsewhere: most wait for an answer since before, and who is impatient looks elsewhere.
   */
  private static final Mutant TIME_BEFORE_BYTES =
      new Mutant(
              31,
              "time-before-bytes",
              "The host samples the clock, stands still, then reads its sockets, and gives the"
                  + " kernel the new bytes with the old time. (On a kernel that reads by a lease;"
                  + " in the one that is, nothing that clients are told rests on time.)",
              "A batch's time is sampled after the last of its bytes was read.",
              List.of(
                  new Edit(
                      PROCESS,
                      "private long freezeNanos;",
                      "private long freezeNanos;\n  private long sampledNanos = -1;"),
                  new Edit(
                      PROCESS,
                      "      wake(node.pausedUntilNanos);\n      return;",
                      "      sampledNanos = sampledNanos < 0 ? world.nowNanos() : sampledNanos;\n"
                          + "      wake(node.pausedUntilNanos);\n      return;"),
                  new Edit(
                      PROCESS,
                      "long now = node.clock().monotonicNanos(worldNow);",
                      "long now = node.clock().monotonicNanos(sampledNanos < 0 ? worldNow :"
                          + " sampledNanos);\n"
                          + "    sampledNanos = -1;")),
              Set.of(PAUSE),
              Checker.LINEARIZABLE)
          .on(Leases.ALL)
          .alsoIn("time-is-sampled-after-the-bytes")
          .rareSince(
              "Its leader has to stand still, cut off, until another one has served a write, and"
                  + " then hear a read that begins before it wakes: its clients mostly wait.");

  static final List<Mutant> ALL =
      List.of(
          DEPOSED_LEADER_READS, READ_BEFORE_FIRST_COMMIT, EARLIER_ACK_COUNTS, TIME_BEFORE_BYTES);

  private ReadMutants() {}
}
