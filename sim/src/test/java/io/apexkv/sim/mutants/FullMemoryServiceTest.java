package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a cluster owes whose memory was full: answers to GET and DEL all the time, and once all is
 * deleted to PUT as well. A kernel that refuses more than it has to is found.
 */
class FullMemoryServiceTest {

  /** Its plan has one group and few chunks, and they run full. */
  private static final long SEED = 138;

  private static void isFound(List<Edit> bug, String saying) {
    SeedRunner runner =
        new MutantLoader(new MutantCompiler(Sources.packaged()).compile(bug)).runner();
    SeedResult found = runner.run(SEED, Set.of(), Set.of());
    assertEquals("convergence", found.failedCheck(), found::message);
    assertTrue(found.message().contains(saying), found::message);
  }

  @Test
  void theKernelServesWhatNeedsNoRoomAndTakesWritesWhenThereIsRoomAgain() {
    RunResult result = new Run(Planner.plan(SEED), KernelSubject.FACTORY, Set.of()).run();
    assertTrue(result.passed(), () -> result.failure() + "");
    assertTrue(result.marks().containsKey(RarePath.MEMORY_FULL.label()), "memory was full");
    assertTrue(result.livenessOperations() > 100, () -> result.livenessOperations() + " counted");
    assertTrue(4 * result.livenessOk() > 3 * result.livenessOperations());
  }

  @Test
  void aLeaderThatNeverTakesAWriteAgainIsFound() {
    isFound(PlantedBugs.NEVER_TAKES_A_WRITE_AGAIN, "writes were refused");
  }

  @Test
  void aLeaderThatDeletesNothingOnceItIsFullIsFound() {
    isFound(PlantedBugs.DELETES_NOTHING_ONCE_FULL, "keys could not be deleted");
  }

  @Test
  void aLeaderThatServesNobodyWhileItIsFullIsFound() {
    isFound(PlantedBugs.SERVES_NOBODY_WHILE_FULL, "operations with OK");
  }
}
