package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.text.HelpText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code apex bench parts}: builds and runs the module {@code bench}, in a Java of its own. */
@Command(
    name = "parts",
    description = {
      "Measures the parts alone, by JMH: codecs, checksums, log batches, Raft, apply, the engine, a"
          + " whole simulated event; time and bytes allocated for each operation.",
      "All of them take about five minutes, each a few seconds in a JVM of its own; that tells"
          + " orders of magnitude. For more, options of JMH follow a --."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.FAILED_TEXT, ExitCodes.WRONG_USE_TEXT},
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex bench parts",
      "  ./apex bench parts Engine",
      "  ./apex bench parts Crc -- -f 1 -wi 1 -i 1"
    })
final class PartsCommand implements Callable<Integer> {

  /** Unless options are given: one JVM each, 3 s to warm up, 5 s measured. */
  private static final List<String> USUAL =
      List.of("-f", "1", "-wi", "3", "-w", "1", "-i", "5", "-r", "1");

  /** JMH's option to end with an exit code if a benchmark fails. */
  private static final String FAIL_ON_ERROR = "-foe";

  @Parameters(
      paramLabel = "PATTERN",
      arity = "0..*",
      description = "A regular expression for the names of benchmarks; then options of JMH.")
  private List<String> arguments = new ArrayList<>();

  private final Path home;

  /** For the checkout that the launcher is in. */
  PartsCommand() {
    this(Path.of(System.getProperty("apex.home", "")));
  }

  /** For tests: another checkout. */
  PartsCommand(Path home) {
    this.home = home;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(home.resolve("bench/pom.xml"))) {
      throw new UserMistake(
          "there is no module bench in '" + home.toAbsolutePath() + "'.",
          "Run it from a checkout: ./apex bench parts");
    }
    PartNames.below(home.resolve("bench/src/main/java")).check(patterns());
    int built =
        run(
            List.of(
                home.resolve("mvnw").toString(),
                "-B",
                "-q",
                "-f",
                home.resolve("pom.xml").toString(),
                "-Dfast",
                "-pl",
                "bench",
                "-am",
                "package"));
    return built == 0 ? run(jmh()) : ExitCodes.FAILED;
  }

  /** What stands before the options of JMH; their values look like anything. */
  private List<String> patterns() {
    return arguments.stream().takeWhile(argument -> !argument.startsWith("-")).toList();
  }

  private List<String> jmh() {
    String target = home.resolve("bench/target").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                target + "/classes:" + target + "/lib/*",
                "org.openjdk.jmh.Main",
                "-prof",
                "gc"));
    if (!arguments.contains(FAIL_ON_ERROR)) {
      command.addAll(List.of(FAIL_ON_ERROR, "true")); // else it leaves a row out and is content
    }
    if (arguments.stream().noneMatch(argument -> argument.startsWith("-"))) {
      command.addAll(USUAL);
    }
    command.addAll(arguments);
    return command;
  }

  private static int run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      return process.waitFor() == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }
}
