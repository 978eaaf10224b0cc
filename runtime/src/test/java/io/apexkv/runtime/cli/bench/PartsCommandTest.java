package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PartsCommandTest {

  private static final Path OURS = Path.of("..", "bench", "src", "main", "java");

  @TempDir Path home;

  private final StringBuilder said = new StringBuilder();

  /** A checkout with two benchmarks, whose build fails and leaves a mark. */
  @BeforeEach
  void checkout() throws IOException {
    Path sources = Files.createDirectories(home.resolve("bench/src/main/java/org/example"));
    Files.createFile(home.resolve("bench/pom.xml"));
    Files.writeString(
        sources.resolve("OneBenchmark.java"),
        """
        package org.example;

        import org.openjdk.jmh.annotations.Benchmark;

        @BenchmarkMode(Mode.AverageTime)
        public class OneBenchmark {
          @Benchmark
          public int fast() {
            return 1;
          }

          public int helper() {
            return 1;
          }

          @Benchmark
          @OperationsPerInvocation(Other.COUNT)
          public final Some.Result slow(Other other) {
            return other.slow();
          }
        }
        """);
    Path build = home.resolve("mvnw");
    Files.writeString(build, "#!/bin/sh\ntouch '" + home.resolve("built") + "'\nexit 1\n");
    assertTrue(build.toFile().setExecutable(true));
  }

  @Test
  void whatIsNoRegularExpressionIsRefusedBeforeTheBuild() {
    assertEquals(ExitCodes.WRONG_USE, parts("One["));
    assertEquals(
        "'One[' is no regular expression: Unclosed character class."
            + " Expected a part of a name, like org.example.OneBenchmark.fast.",
        said.toString());
    assertFalse(wasBuilt());
  }

  @Test
  void whatFindsNothingIsRefusedWithWhatThereIsBeforeTheBuild() {
    String refused =
        "no benchmark's name has 'Nope', a regular expression."
            + " There are OneBenchmark.fast, OneBenchmark.slow.";
    assertEquals(ExitCodes.WRONG_USE, parts("Nope"));
    assertEquals(refused, said.toString());
    said.setLength(0);
    assertEquals(ExitCodes.WRONG_USE, parts("One", "Nope", "--", "-f", "1"));
    assertEquals(refused, said.toString());
    assertFalse(wasBuilt());
  }

  @Test
  void whatFindsSomethingIsBuilt() throws IOException {
    List<List<String>> good =
        List.of(
            List.of(),
            List.of("fast"),
            List.of("^org.example.*(slow|other)$", "One"),
            List.of("One", "--", "-wi", "1"),
            List.of("--", "-f", "1"));
    for (List<String> arguments : good) {
      assertEquals(ExitCodes.FAILED, parts(arguments.toArray(String[]::new)));
      assertTrue(wasBuilt(), arguments::toString);
      Files.delete(home.resolve("built"));
    }
    assertEquals("", said.toString());
  }

  @Test
  void everyBenchmarkOfThisRepositoryIsKnown() throws IOException {
    List<String> names = PartNames.below(OURS).names();
    assertTrue(names.contains("io.apexkv.bench.CrcBenchmark.checksum"), names::toString);
    assertTrue(names.contains("io.apexkv.bench.SimulationBenchmark.run"), names::toString);
    int annotations = 0;
    try (Stream<Path> files = Files.walk(OURS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher found = Pattern.compile("@Benchmark\\b").matcher(Files.readString(file));
        annotations += (int) found.results().count();
      }
    }
    assertEquals(annotations, names.size(), names::toString);
    assertEquals(names.size(), new HashSet<>(names).size(), names::toString);
  }

  private boolean wasBuilt() {
    return Files.exists(home.resolve("built"));
  }

  private int parts(String... arguments) {
    CommandLine parts = new CommandLine(new PartsCommand(home));
    parts.setExecutionExceptionHandler(
        (thrown, line, parsed) -> {
          said.append(thrown.getMessage());
          return thrown instanceof UserMistake mistake ? mistake.exitCode() : ExitCodes.BUG;
        });
    return parts.execute(arguments);
  }
}
