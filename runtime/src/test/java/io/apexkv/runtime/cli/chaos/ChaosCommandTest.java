package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.ApexRun;
import io.apexkv.runtime.cli.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCommandTest {

  @TempDir private Path directory;

  @Test
  void whatIsOutOfRangeIsRefusedWithTheRange() {
    refused("--seconds is 9, but can be 10 to 3600.", "--seconds", "9");
    refused("--nodes is 2, but can be 3 to 9.", "--nodes", "2");
    refused("--keys is 99, but can be 100 to 10000.", "--keys", "99");
    refused("--clients is 3, but can be 4 to 256.", "--clients", "3");
    refused("--rate is 399, but can be 400 to 5000.", "--rate", "399");
  }

  @Test
  void anUnknownSinIsNamedWithTheKnownOne() {
    refused("'greed' is no sin: expected retry-under-new-session", "--sin", "greed");
  }

  @Test
  void anotherRunIsNotOverwritten() throws Exception {
    Files.createFile(directory.resolve("history.jsonl"));
    refused("holds another run.", "--dir", directory.toString());
  }

  private static void refused(String problem, String... options) {
    List<String> arguments = new ArrayList<>(List.of("chaos"));
    arguments.addAll(List.of(options));
    ApexRun run = ApexRun.of(arguments);
    assertEquals(ExitCodes.WRONG_USE, run.exitCode(), run::toString);
    assertTrue(run.err().contains(problem), run::toString);
  }
}
