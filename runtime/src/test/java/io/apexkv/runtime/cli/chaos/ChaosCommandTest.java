package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.ApexRun;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.TrialCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCommandTest {

  @TempDir private Path directory;

  @Test
  void whatIsOutOfRangeIsRefusedWithTheRange() {
    refused("--seconds is 9, expected 10 to 3600.", "--seconds", "9");
    refused("--nodes is 2, expected 3 to 9.", "--nodes", "2");
    refused("--keys is 99, expected 100 to 10000.", "--keys", "99");
    refused("--clients is 3, expected 4 to 256.", "--clients", "3");
    refused("--rate is 399, expected 400 to 5000.", "--rate", "399");
  }

  @Test
  void whatCouldNotBeCheckedIsNotBegun() {
    refused(
        "are 18,000,000, and a history of more than 3,000,000",
        "--seconds",
        "3600",
        "--rate",
        "5000");
  }

  @Test
  void anUnknownSinIsNamedWithTheKnownOne() {
    refused("'greed' is no sin: expected retry-under-new-session", "--sin", "greed");
  }

  @Test
  void aDirectoryThatHoldsAnythingIsRefusedAndLeftAsItIs() throws Exception {
    Files.createFile(directory.resolve("thesis.tex"));
    refused("is not empty: it holds 'thesis.tex'.", "--dir", directory.toString());
    assertEquals(Set.of("thesis.tex"), everythingBelow());
  }

  @Test
  void aFileIsNoDirectoryForARun() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    refused("is no directory.", "--dir", file.toString());
    refused("no directory can be made at", "--dir", file.resolve("below").toString());
  }

  @Test
  void aHistoryIsNotWrittenOverAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("old.jsonl"), "precious");
    refusedInNewDirectory("exists, and a history is not written over", file);
    assertEquals("precious", Files.readString(file));
    assertEquals(Set.of("old.jsonl"), everythingBelow());
  }

  @Test
  void aHistoryThatCannotBeWrittenIsFoundBeforeAnythingStarts() throws Exception {
    refusedInNewDirectory("the history can't be written", directory.resolve("no/such.jsonl"));
    refusedInNewDirectory("where the nodes keep their data", newDirectory().resolve("cluster/x"));
    refusedInNewDirectory("exists, and", newDirectory());
    assertEquals(Set.of(), everythingBelow());
  }

  @Test
  void aHistoryMayLieInTheRunsNewDirectory() throws Exception {
    Path history = newDirectory().resolve("mine.jsonl");
    RunDirectory run = RunDirectory.make("chaos", newDirectory(), history, 1);
    assertEquals(history, run.history());
    assertEquals(Set.of("new", "new/run"), everythingBelow());
  }

  @Test
  void aRunThatTheDiskHasNoRoomForIsRefused() throws Exception {
    UserMistake mistake =
        assertThrows(
            UserMistake.class,
            () -> RunDirectory.make("chaos", newDirectory(), null, Long.MAX_VALUE));
    assertTrue(mistake.paragraph().contains("may write 7.9 EiB"), mistake::paragraph);
    assertEquals(Set.of(), everythingBelow());
  }

  @Test
  void aLongRunGetsMoreLogThanTheUsualBudget() {
    ChaosPlan hour = new ChaosPlan(3600, 3, 100, 24, 800, 1, null);
    assertEquals(3600L * 800 * 4096, hour.logBytes());
    assertTrue(hour.logBytes() > TrialCluster.USUAL_LOG_BUDGET);
    assertTrue(hour.diskBytes() > 3 * hour.logBytes());
  }

  /** Two directories that don't exist yet, so that both would have to be taken back. */
  private Path newDirectory() {
    return directory.resolve("new/run");
  }

  private void refusedInNewDirectory(String problem, Path history) {
    refused(problem, "--dir", newDirectory().toString(), "--history", history.toString());
  }

  private Set<String> everythingBelow() throws IOException {
    try (Stream<Path> below = Files.walk(directory)) {
      return below
          .filter(path -> !path.equals(directory))
          .map(path -> directory.relativize(path).toString())
          .collect(Collectors.toSet());
    }
  }

  private static void refused(String problem, String... options) {
    List<String> arguments = new ArrayList<>(List.of("chaos"));
    arguments.addAll(List.of(options));
    ApexRun run = ApexRun.of(arguments);
    assertEquals(ExitCodes.WRONG_USE, run.exitCode(), run::toString);
    assertTrue(run.err().contains(problem), run::toString);
  }
}
