package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.ElectionMutants.WHAT_CHANGES_LEADERS;
import static io.apexkv.sim.mutants.FaultFamily.CRASH;
import static io.apexkv.sim.mutants.FaultFamily.POWER_LOSS;

import java.util.List;
import java.util.Set;

/** Bugs of replication: what a follower takes and promises, and what a leader counts. */
final class ReplicationMutants {

  private static final String RECEIVER = "io.apexkv.kernel.raft.AppendReceiver";

  private static final Mutant COMMIT_UNVERIFIED =
      new Mutant(
          6,
          "commit-unverified",
          "A leader tells its commit index in heartbeats to all alike, and a follower takes it as"
              + " far as its own log goes, also where nothing proved that the logs match. (Either"
              + " alone is harmless: each side guards what the other one forgets.)",
          "Raft, figure 2, AppendEntries, receiver, 5: up to the last entry of this message.",
          List.of(
              new Edit(
                  RECEIVER,
                  "long known = Math.min(leaderCommit, verifiedIndex);",
                  "long known = Math.min(leaderCommit, log.lastIndex());"),
              new Edit(
                  "io.apexkv.kernel.raft.Group",
                  "return Math.min(log.commitIndex(), replication.matchIndex(voter));",
                  "return log.commitIndex();")),
          WHAT_CHANGES_LEADERS,
          Checker.CANONICAL_HISTORY);

  private static final Mutant TRUNCATES_ALWAYS =
      new Mutant(
          7,
          "truncates-always",
          "A follower that is sent entries which it has drops them and all behind them, though"
              + " nothing conflicts: a late or repeated append takes back what was"
              + " acknowledged.",
          "Raft, figure 2, AppendEntries, receiver, 3: only if an existing entry conflicts.",
          List.of(
              new Edit(
                  RECEIVER,
                  "if (log.termAt(index) == EntryCodec.term(buffer, at)) {",
                  "if (index <= log.commitIndex()) {")),
          WHAT_CHANGES_LEADERS,
          Checker.DURABILITY);

  private static final Mutant LAST_ACKNOWLEDGED =
      new Mutant(
              8,
              "last-acknowledged",
              "A follower acknowledges all that is on its disk, not only what it knows to match the"
                  + " leader's log.",
              "Raft, 5.3 and figure 2: success says that the follower's log matches up to there.",
              List.of(
                  new Edit(
                      RECEIVER,
                      "Math.min(verifiedIndex, log.durableIndex());",
                      "log.durableIndex();")),
              WHAT_CHANGES_LEADERS,
              Checker.CANONICAL_HISTORY)
          .alsoIn("unmatched-tail-is-not-acknowledged");

  private static final Mutant ACK_BEFORE_SYNC =
      new Mutant(
          10,
          "ack-before-sync",
          "A follower acknowledges entries that are not on its disk yet.",
          "Raft, 5.3 and figure 2: the log is persistent before a follower answers.",
          List.of(
              new Edit(RECEIVER, "Math.min(verifiedIndex, log.durableIndex());", "verifiedIndex;")),
          Set.of(CRASH, POWER_LOSS),
          Checker.DURABILITY);

  private static final Mutant LEADER_COUNTS_UNSYNCED =
      new Mutant(
          11,
          "leader-counts-unsynced",
          "A leader counts its own copy of an entry before that is on its disk.",
          "Thesis, 10.2.1: a leader may write to disk while followers do, and counts itself when"
              + " its write is durable.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.Replication",
                  "durableIndexes[voters.self()] = log.durableIndex();",
                  "durableIndexes[voters.self()] = log.lastIndex();")),
          Set.of(CRASH, POWER_LOSS),
          Checker.DURABILITY);

  static final List<Mutant> ALL =
      List.of(
          COMMIT_UNVERIFIED,
          TRUNCATES_ALWAYS,
          LAST_ACKNOWLEDGED,
          ACK_BEFORE_SYNC,
          LEADER_COUNTS_UNSYNCED);

  private ReplicationMutants() {}
}
