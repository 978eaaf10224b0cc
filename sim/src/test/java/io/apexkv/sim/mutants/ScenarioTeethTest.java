package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.cli.ScenarioFiles;
import io.apexkv.sim.oracle.Checks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A kernel that breaks the rule that a golden scenario is about fails in that scenario. */
class ScenarioTeethTest {

  private static final String RAFT = "io.apexkv.kernel.raft.";

  private static SeedResult run(String scenario, Map<String, byte[]> replaced, Set<String> off) {
    String text = ScenarioFiles.golden(scenario).orElseThrow();
    return new MutantLoader(replaced).runner().runScenario(scenario + ".scenario", text, off);
  }

  private static void finds(
      String scenario, String check, String type, String fragment, String replacement) {
    Edit edit = new Edit(RAFT + type, fragment, replacement);
    Map<String, byte[]> mutant = new MutantCompiler(Sources.packaged()).compile(List.of(edit));
    Set<String> off = new TreeSet<>();
    if (!check.equals("expectation")) {
      off.addAll(Checks.NAMES);
      off.remove(check);
      off.remove("canonical-history"); // which tells others what is committed
      off.add("expectation");
    }
    SeedResult found = run(scenario, mutant, off);
    assertEquals(check, found.failedCheck(), found::message);
    assertTrue(run(scenario, Map.of(), off).passed());
  }

  @Test
  void figure8FindsALeaderThatCountsReplicasOfOlderTerms() {
    finds(
        "figure-8-older-entry-overwritten",
        "leader-completeness",
        "CommitRule",
        " && termOfReached == currentTerm",
        "");
  }

  @Test
  void aDeposedLeaderThatAnswersReadsAtOnceIsFoundByItsClients() {
    finds(
        "deposed-leader-serves-no-reads",
        "linearizable",
        "ReadIndex",
        "Quorum.reachedByMajority(answeredRounds)",
        "sentRound");
  }

  @Test
  void aVoteThatIsSentBeforeItIsDurableIsGivenTwice() {
    finds(
        "vote-waits-for-the-disk",
        "one-leader-a-term",
        "VoteAnswers",
        "boolean voteIsDurable = hardState.isDurable();",
        "boolean voteIsDurable = true;");
  }

  @Test
  void entriesThatAreAcknowledgedBeforeTheyAreDurableAreFound() {
    finds(
        "entries-count-once-durable",
        "durability",
        "AppendReceiver",
        "Math.min(verifiedIndex, log.durableIndex())",
        "verifiedIndex");
  }

  @Test
  void aLeaderWithoutAllCommittedEntriesIsFound() {
    finds(
        "log-behind-cannot-lead",
        "leader-completeness",
        "LogOrder",
        "static boolean upToDate(",
        """
        static boolean upToDate(long one, long two, long three, long four) {
          return true;
        }

        static boolean strictly(\
        """);
  }

  @Test
  void anOldAppendThatCutsTheLogIsFound() {
    finds(
        "repeated-appends-change-nothing",
        "expectation",
        "AppendReceiver",
        "    verifiedIndex = Math.max(verifiedIndex, index);",
        """
            if (index < log.lastIndex()) {
              listener.trace(Trace.TRUNCATED, group, index + 1, log.lastIndex());
            }
            verifiedIndex = Math.max(verifiedIndex, index);
        """);
  }

  /** What the kernel did until seed 1070 was looked at. */
  @Test
  void aFollowerThatForgetsWhatItsLeaderProvedStaysBehind() {
    finds(
        "follower-asks-in-vain",
        "expectation",
        "AppendReceiver",
        "    if (term == hardState.term()) {\n      return;\n    }\n",
        "");
  }

  @Test
  void withoutPreVotesAPartialPartitionDeposesTheLeader() {
    finds(
        "partial-partition",
        "expectation",
        "Elections",
        "            && !standing.attendsLeader(nowNanos)\n            && LogOrder",
        "            && LogOrder");
  }
}
