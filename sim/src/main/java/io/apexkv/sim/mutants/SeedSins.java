package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.ElectionMutants.WHAT_CHANGES_LEADERS;
import static io.apexkv.sim.mutants.FaultFamily.CRASH;
import static io.apexkv.sim.mutants.FaultFamily.POWER_LOSS;

import java.util.List;
import java.util.Set;

/** The sins of the prototypes that this project grew from, each as one bug in today's kernel. */
final class SeedSins {

  private static final String HARD_STATE = "io.apexkv.kernel.raft.HardState";
  private static final String COUNTS_AS_DURABLE = "\n    staged();\n    durable();";

  private static final Mutant ACK_BEFORE_QUORUM =
      new Mutant(
          101,
          "ack-before-quorum",
          "A leader commits and acknowledges what is on its own disk alone, and confirms reads"
              + " alone. (Did reads still wait for a majority, writes would overtake them on a"
              + " connection, and no fault were needed to see it.)",
          "Raft, 5.3: an entry is committed once a majority has it.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.Replication",
                  "return Quorum.reachedByMajority(durableIndexes);",
                  "return log.durableIndex();"),
              ReadMutants.ASKS_NOBODY),
          WHAT_CHANGES_LEADERS,
          Checker.DURABILITY);

  private static final Mutant SERVES_AFTER_DEPOSITION =
      new Mutant(
          102,
          "serves-after-deposition",
          "A leader that learns of a newer one answers the reads that wait, from the state that it"
              + " has.",
          "Raft, section 8; thesis, 6.4: a read is served after a majority confirmed its leader, or"
              + " not at all.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.service.GroupService",
                  "      failRead(slot);",
                  "      serve(slot);")),
          WHAT_CHANGES_LEADERS,
          Checker.LINEARIZABLE);

  private static final Mutant TORN_TAIL_IGNORED =
      new Mutant(
          103,
          "torn-tail-ignored",
          "After a crash in a write, the log goes on behind what is left of it, where no recovery"
              + " will ever find it: everything from then on is acknowledged and not durable.",
          "docs/disk-format.md: a batch begins where the last intact one ends.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.store.wal.Wal",
                  "recoverySink.tornTailCut(file.id(), last.end());",
                  "recoverySink.tornTailCut(file.id(), last.end());\n"
                      + "      last.set(\n"
                      + "          last.sequence, last.file, last.offset, last.bytes +"
                      + " Sectors.BLOCK_BYTES);")),
          Set.of(CRASH, POWER_LOSS),
          Checker.DURABILITY);

  private static final Mutant VOTES_IN_MEMORY =
      new Mutant(
          104,
          "votes-in-memory",
          "Votes for others, and the terms they are in, are in memory only; after a restart a node"
              + " knows the term of its last entry, and votes again. (A term on disk alone hides"
              + " the lost vote: who has seen a term gives no pre-vote for it.)",
          "Raft, figure 2: currentTerm and votedFor are persistent state.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.Elections",
                  "hardState.vote(voters.replica(voter));",
                  "hardState.vote(voters.replica(voter));\n"
                      + "      hardState.staged();\n      hardState.durable();"),
              new Edit(
                  HARD_STATE,
                  "term = laterTerm;\n    votedFor = NOBODY;",
                  "term = laterTerm;\n    votedFor = NOBODY;" + COUNTS_AS_DURABLE),
              new Edit(
                  "io.apexkv.kernel.raft.Group",
                  "    invariants.begin(view);",
                  "    hardState.recover(log.lastTerm(), HardState.NOBODY);\n"
                      + "    invariants.begin(view);")),
          Set.of(CRASH, POWER_LOSS),
          Checker.ONE_LEADER);

  static final List<Mutant> ALL =
      List.of(ACK_BEFORE_QUORUM, SERVES_AFTER_DEPOSITION, TORN_TAIL_IGNORED, VOTES_IN_MEMORY);

  private SeedSins() {}
}
