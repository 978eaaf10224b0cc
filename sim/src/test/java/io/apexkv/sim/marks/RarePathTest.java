package io.apexkv.sim.marks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Trace;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RarePathTest {

  @Test
  void everythingThatAKernelReportsIsAMark() {
    for (Trace event : Trace.values()) {
      assertEquals(event.name(), RarePath.of(event).name());
    }
  }

  @Test
  void everyMarkIsEnabledBySomeSeedsInAHundred() {
    for (RarePath path : RarePath.values()) {
      long enabled =
          LongStream.rangeClosed(1, 100).filter(s -> path.isEnabledBy(Planner.plan(s))).count();
      assertTrue(enabled > 0, path::label);
    }
  }

  @Test
  void aMarkIsNotEnabledWhereItsFaultsAreOff() {
    for (long seed = 1; seed <= 50; seed++) {
      Plan calm = Planner.plan(seed).without(List.of(FaultKind.values()));
      assertFalse(RarePath.TRUNCATED.isEnabledBy(calm));
      assertFalse(RarePath.CRASH_WITH_WRITE_PENDING.isEnabledBy(calm));
      assertFalse(RarePath.FRAME_DROPPED.isEnabledBy(calm));
      assertTrue(RarePath.LEADER.isEnabledBy(calm));
    }
  }

  @Test
  void everyMarkIsInTheDocumentationWithItsStory() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "simulation.md"));
    for (RarePath path : RarePath.values()) {
      String row = "| " + path.label() + " | " + path.story() + " |";
      assertTrue(text.contains(row), () -> "docs/simulation.md lacks: " + row);
    }
  }
}
