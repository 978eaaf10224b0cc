package io.apexkv.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release runs on a JRE: here this JDK, cut down to the modules that every JRE has. */
class WithoutCompilerTest {

  @TempDir private Path directory;

  private int exitCode;

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--limit-modules", "java.se,jdk.unsupported"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    exitCode = process.waitFor();
    return said;
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void mutantsSayThatTheyNeedAJdkAndTheSimulatorRuns() throws Exception {
    Path folder = directory.resolve("mutant");
    for (String[] wanting :
        List.of(
            new String[] {"mutants", "--emit", "27", folder.toString()},
            new String[] {"mutants", "27", "--seeds", "1"},
            new String[] {"sim", "--seed", "1", "--mutant", "27"})) {
      String said = run(wanting);
      assertEquals(ExitCodes.WRONG_USE, exitCode, said);
      assertTrue(said.contains("has no compiler. Set JAVA_HOME to a whole JDK 25."), said);
      assertFalse(said.contains("\tat "), said);
    }
    assertTrue(Files.notExists(folder.resolve("io")));
    String said = run("sim", "--seed", "1");
    assertEquals(ExitCodes.OK, exitCode, said);
  }
}
