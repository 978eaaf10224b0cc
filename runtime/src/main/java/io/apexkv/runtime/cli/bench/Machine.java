package io.apexkv.runtime.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where figures were measured, and whether the machine had anything else to do.
 *
 * @param cpu the processor's name
 * @param cores processors that the system has
 * @param system operating system
 * @param java version of the JDK
 * @param loadAverage processes that wanted to run during the last minute, on average; negative if
 *     the system does not tell
 */
record Machine(String cpu, int cores, String system, String java, double loadAverage) {

  private static final double QUIET_SHARE = 0.25;
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine now() {
    return new Machine(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String cpuName() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }

  /** Whether nothing else needed the processors when this began. */
  boolean isQuiet() {
    return loadAverage <= quietLoadAverage();
  }

  /** The highest load average of a quiet machine. */
  double quietLoadAverage() {
    return QUIET_SHARE * cores;
  }

  /** In one line. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%d x %s, %s, Java %s, load average %.2f",
        cores,
        cpu,
        system,
        java,
        loadAverage);
  }
}
