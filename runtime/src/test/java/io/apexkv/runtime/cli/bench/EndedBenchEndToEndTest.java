package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A bench whose user does not wait for its end. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class EndedBenchEndToEndTest {

  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir private Path directory;

  @Test
  void itLeavesNothingBehindAndComplainsOfNothing() throws Exception {
    String arguments =
        "io.apexkv.runtime.cli.Main bench put-32 --nodes 1 --seconds 60 --warm-up 0 --keys 100"
            + " --no-floors --dir";
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"));
    List<String> command =
        Stream.of(java, List.of(arguments.split(" ")), List.of(directory.toString()))
            .flatMap(List::stream)
            .toList();
    Process bench = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader said = bench.inputReader()) {
      String line;
      do {
        line = said.readLine();
        assertNotNull(line, "it ended before it was told to");
      } while (!line.startsWith("put-32: measuring"));
      bench.toHandle().destroy(); // unlike Process.destroy it leaves the streams open
      List<String> after = said.lines().filter(text -> !text.startsWith("put-32: ")).toList();
      assertEquals(List.of(), after);
      assertEquals(SIGTERM_EXIT, bench.waitFor());
    } finally {
      bench.toHandle().destroy();
      bench.waitFor(); // killed harder, it would leave its node running
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
