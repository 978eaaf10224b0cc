package io.apexkv.runtime.cli.bench.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of other people that don't do what they should. */
@Timeout(15) // to wait for one that is gone would take 20 s
class ProgramsTest {

  @TempDir private Path directory;

  @Test
  void nobodyWaitsForAProcessThatHasEnded() throws Exception {
    try (Programs programs = new Programs(directory, "gone")) {
      programs.start(List.of("sh", "-c", "exit 3"));
      IOException failed =
          assertThrows(
              IOException.class, () -> programs.awaitPort(Programs.freePorts(1).getFirst()));
      assertEquals("its process ended with exit code 3", failed.getMessage());
    }
  }

  /** The connections of an etcd that was killed once ended before its process did. */
  @Test
  void oneThatIsDyingIsNoticedForAWhile() throws Exception {
    try (Programs programs = new Programs(directory, "dying")) {
      programs.start(List.of("sh", "-c", "sleep 0.5; exit 3"));
      assertThrows(IOException.class, () -> programs.requireRunning(TimeUnit.SECONDS.toNanos(10)));
    }
  }

  @Test
  void whoGivesUpTellsTheEndOfTheLogThatIsDeletedThen() throws Exception {
    Programs programs = new Programs(directory, "gone");
    programs.start(List.of("sh", "-c", "seq 5")).waitFor(10, TimeUnit.SECONDS);
    IOException told = programs.giveUp(new IOException("nobody leads"));
    assertEquals(
        List.of("nobody leads", "  3", "  4", "  5"),
        String.valueOf(told.getMessage()).lines().toList());
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void oneThatSaidNothingHasNoLastWords() throws Exception {
    try (Programs programs = new Programs(directory, "mute")) {
      assertEquals("", programs.lastWords());
    }
  }
}
