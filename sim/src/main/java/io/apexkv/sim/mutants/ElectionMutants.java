package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.FaultFamily.CLIENT_RETRY;
import static io.apexkv.sim.mutants.FaultFamily.CLOCK;
import static io.apexkv.sim.mutants.FaultFamily.CRASH;
import static io.apexkv.sim.mutants.FaultFamily.DISK;
import static io.apexkv.sim.mutants.FaultFamily.NOISE;
import static io.apexkv.sim.mutants.FaultFamily.PARTITION;
import static io.apexkv.sim.mutants.FaultFamily.PAUSE;
import static io.apexkv.sim.mutants.FaultFamily.POWER_LOSS;

import java.util.List;
import java.util.Set;

/** Bugs of elections: who may lead, and what that one may call committed. */
final class ElectionMutants {

  /** Whatever can put one leader in the place of another. */
  static final Set<FaultFamily> WHAT_CHANGES_LEADERS =
      Set.of(PARTITION, CRASH, POWER_LOSS, NOISE, DISK, CLOCK, PAUSE, CLIENT_RETRY);

  private static final Mutant VOTE_BEFORE_DURABLE =
      new Mutant(
          1,
          "vote-before-durable",
          "A vote is sent before it is on disk: whoever crashes in between votes again.",
          "Raft, figure 2: persistent state is updated on stable storage before responding.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.VoteAnswers",
                  "boolean voteIsDurable = hardState.isDurable();",
                  "boolean voteIsDurable = true;")),
          Set.of(CRASH, POWER_LOSS),
          Checker.ONE_LEADER);

  private static final Mutant LONGEST_LOG_WINS =
      new Mutant(
          4,
          "longest-log-wins",
          "A voter compares logs by their length alone: a long tail that was never committed"
              + " beats a shorter log with a later term.",
          "Raft, 5.4.1, last paragraph: the log with the later last term is more up to date.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.LogOrder",
                  "return lastTerm > ownLastTerm;",
                  "return lastIndex >= ownLastIndex;")),
          WHAT_CHANGES_LEADERS,
          Checker.LEADER_COMPLETENESS);

  /**
   * Rare. Where a message carries one entry and nothing else is in the plan, 6 seeds of 8 kill it;
   * in the midst of other faults 1 of 1000 did. Plans have no such clusters: behind a slow disk
   * their followers never catch up. And a larger message carries the new leader's first entry too.
   */
  private static final Mutant OLD_TERM_COUNTED =
      new Mutant(
              5,
              "old-term-counted",
              "A leader commits an entry of an older term as soon as a majority has it.",
              "Raft, 5.4.2 and figure 8: only entries of the leader's own term are committed by"
                  + " counting.",
              List.of(
                  new Edit(
                      "io.apexkv.kernel.raft.CommitRule",
                      "reached > commitIndex && termOfReached == currentTerm;",
                      "reached > commitIndex;")),
              WHAT_CHANGES_LEADERS,
              Checker.LEADER_COMPLETENESS)
          .alsoIn("figure-8-older-entry-overwritten")
          .rareSince(
              "Figure 8 takes a leader that falls before its first message arrives, then one that"
                  + " falls between two messages to the same follower, then the first again.");

  static final List<Mutant> ALL = List.of(VOTE_BEFORE_DURABLE, LONGEST_LOG_WINS, OLD_TERM_COUNTED);

  private ElectionMutants() {}
}
