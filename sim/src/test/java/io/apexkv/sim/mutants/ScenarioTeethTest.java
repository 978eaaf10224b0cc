package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.PlantedBugs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.cli.ScenarioFiles;
import io.apexkv.sim.oracle.Checks;
import io.apexkv.sim.scenario.Scenarios;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A kernel that breaks the rule that a golden scenario is about fails in that scenario: else the
 * scenario could not fail, and would prove nothing. (That the kernel as it is passes all of them is
 * another test's business.)
 */
class ScenarioTeethTest {

  /**
   * A scenario, a bug, and who finds it there.
   *
   * @param check the only judge: a check, or the scenario's own expectations
   * @param saying part of what it says
   */
  record Tooth(String scenario, List<Edit> bug, String check, String saying) {
    @Override
    public String toString() {
      return scenario;
    }
  }

  private static Tooth told(String scenario, List<Edit> bug, String objection) {
    return new Tooth(scenario, bug, Scenarios.EXPECTATIONS, objection);
  }

  private static Tooth checked(String scenario, List<Edit> bug, String check) {
    return new Tooth(scenario, bug, check, "");
  }

  static List<Tooth> teeth() {
    return List.of(
        told("split-vote", HALF_IS_A_MAJORITY, "leads"),
        checked("vote-waits-for-the-disk", ofMutant(1), "one-leader-a-term"),
        told("vote-survives-power-loss", ofMutant(104), "node 2 voted for 3"),
        checked("log-behind-cannot-lead", VOTES_FOR_ANY_LOG, "leader-completeness"),
        told("longer-log-is-not-newer", ofMutant(4), "node 1 leads"),
        told("follower-log-is-repaired", KEEPS_WHAT_CONFLICTS, "differ"),
        told("repeated-appends-change-nothing", CUTS_BEHIND_EVERY_APPEND, "reported truncated"),
        checked("unmatched-tail-is-not-acknowledged", ofMutant(8), "canonical-history"),
        told("appends-overtake-each-other", REFUSALS_ARE_IGNORED, "never reported conflict"),
        checked("entries-count-once-durable", ofMutant(10), "durability"),
        checked("frames-are-damaged", TAKES_DAMAGED_FRAMES, "canonical-history"),
        told("figure-7-logs", KEEPS_WHAT_CONFLICTS, "differ"),
        checked("figure-8-older-entry-overwritten", ofMutant(5), "leader-completeness"),
        told("figure-8-own-entry-commits", VOTES_FOR_ANY_LOG, "node 5 leads"),
        told("unreplicated-write-vanishes", ofMutant(101), "client b was told ok"),
        told(
            "replicated-write-survives-its-leader",
            NEW_LEADER_BEGINS_AT_ITS_COMMIT_INDEX,
            "client a was told 1, expected 2"),
        told("reads-wait-for-the-first-commit", ofMutant(28), "client b was told"),
        checked("deposed-leader-serves-no-reads", ofMutant(27), "linearizable"),
        checked("late-answers-confirm-no-read", ofMutant(29), "linearizable"),
        told("paused-leader-wakes-up-deposed", ofMutant(102), "client b was told 1"),
        told("retried-write-is-applied-once", ofMutant(36), "was told not-swapped"),
        told("write-without-majority-is-unknown", ofMutant(37), "was told failed"),
        told("leader-in-the-minority", ofMutant(101), "client b was told ok"),
        told("two-of-five-cut-off", MAJORITY_IS_TWO_THIRDS, "client a was told"),
        told("partial-partition", PRE_VOTES_AGAINST_A_LEADER, "leads"),
        told("isolated-node-comes-back", CAMPAIGNS_WITHOUT_ASKING, "node 3 is candidate"),
        told("leader-that-hears-nobody", LEADS_WITHOUT_A_MAJORITY, "never reported quorum-lost"),
        told("follower-that-hears-nobody", CAMPAIGNS_WITHOUT_ASKING, "node 3 is candidate"),
        told("follower-asks-in-vain", FORGETS_WHAT_WAS_PROVED, "node 3 has applied"),
        told("client-reaches-followers-only", FORWARDS_NOTHING, "was told redirect (to node 1)"),
        told("slow-disk-of-the-leader", WAITS_FOR_ITS_OWN_DISK, "has committed up to"),
        checked("torn-write-is-cut", ofMutant(103), "kernel-halt"),
        told("damaged-log-is-not-served", CUTS_WHAT_IS_DAMAGED, "node 3 is not down"),
        told("full-log-refuses-writes", LOG_HAS_NO_BUDGET, "was told ok, expected failed"),
        told("follower-catches-up-from-disk", READS_NOTHING_BACK, "node 3 has applied 0"),
        checked("read-back-entries-are-replaced", APPLIES_WHATEVER_IT_READ_BACK, "state-digest"),
        checked("full-memory-stops-nobody", EACH_PROMISES_THE_SAME_SLOTS, "kernel-halt"),
        told("one-node-loses-power", ALONE_IT_WAITS_FOR_NO_DISK, "client b was told ok"),
        told("whole-cluster-loses-power", ANSWERS_BEFORE_ANY_DISK, "client b was told ok"),
        told("leader-is-stopped-in-good-order", ENDS_WITHOUT_ANSWERING, "client b was told"),
        told("rolling-restart", NOTHING_IS_SENT_AGAIN, "node 2 has applied 0"),
        checked("everything-at-once", ofMutant(101), "durability"));
  }

  private static final MutantCompiler COMPILER = new MutantCompiler(Sources.packaged());

  /** Some bugs have several teeth. */
  private static final Map<List<Edit>, SeedRunner> MUTANTS = new HashMap<>();

  private static SeedRunner mutant(List<Edit> bug) {
    return MUTANTS.computeIfAbsent(
        bug, edits -> new MutantLoader(COMPILER.compile(edits)).runner());
  }

  @ParameterizedTest
  @MethodSource("teeth")
  void findsItsBug(Tooth tooth) {
    String text = ScenarioFiles.golden(tooth.scenario).orElseThrow();
    SeedResult found =
        mutant(tooth.bug).runScenario(tooth.scenario + ".scenario", text, allBut(tooth.check));
    assertEquals(tooth.check, found.failedCheck(), found::message);
    assertTrue(found.message().contains(tooth.saying), found::message);
  }

  private static Set<String> allBut(String check) {
    Set<String> off = new TreeSet<>(Checks.NAMES);
    off.add(Scenarios.EXPECTATIONS);
    off.remove(check);
    if (!check.equals(Scenarios.EXPECTATIONS)) {
      off.remove("canonical-history"); // which tells others what is committed
    }
    return off;
  }

  /** A mutant's own directed scenario is hunted elsewhere. */
  @Test
  void everyGoldenScenarioHasATooth() {
    Set<String> biting = new TreeSet<>();
    teeth().forEach(tooth -> biting.add(tooth.scenario));
    Mutants.ALL.forEach(mutant -> mutant.scenario().ifPresent(biting::add));
    assertEquals(new TreeSet<>(ScenarioFiles.names()), biting);
  }
}
