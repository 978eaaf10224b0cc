package io.apexkv.maelstrom;

import io.apexkv.runtime.node.MutantInFront;
import io.apexkv.runtime.node.StartRefused;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code maelstrom/apex-maelstrom}: one node of Maelstrom. */
@Command(
    name = "apex-maelstrom",
    description = {
      "One node of ApexKV for the test bench Maelstrom, which starts it with --bin.",
      "",
      "Reads messages from standard input and writes messages, and nothing else, to standard"
          + " output: one JSON object a line. Serves the workload lin-kv. Logs go to standard"
          + " error. It ends with its input."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The input ended.",
      "1:The node stopped before that: its disk failed, or its output was closed.",
      "64:Something has to be changed first: an option, a directory. The message says what.",
      "70:A bug in ApexKV. Please report the printed trace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  maelstrom test -w lin-kv --bin maelstrom/apex-maelstrom --node-count 5 \\",
      "      --time-limit 60 --rate 100 --concurrency 4n --nemesis partition",
      "  maelstrom test -w lin-kv --bin maelstrom/apex-maelstrom --latency 100 -- \\",
      "      --election-timeout 1000"
    })
public final class Main implements Callable<Integer> {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 64;
  private static final int BUG = 70;

  private static final FileOutputStream STDOUT = new FileOutputStream(FileDescriptor.out);

  @Option(
      names = "--election-timeout",
      paramLabel = "MILLIS",
      defaultValue = "" + Settings.ELECTION_TIMEOUT_MILLIS,
      description =
          "A follower campaigns after a silence of this to twice this (${DEFAULT-VALUE}). Ten times"
              + " the mean of Maelstrom's --latency is comfortable, four times the least.")
  private int electionTimeoutMillis;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the node's files are, for as long as it lives (the system's for that).")
  private Path directory = Settings.DEFAULT.directory();

  @Option(names = "--help", usageHelp = true, description = "Shows this help and ends.")
  @SuppressWarnings("UnusedVariable") // picocli sees to it
  private boolean help;

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs a node until its input ends. */
  public static void main(String[] arguments) {
    // The only way to standard output is the node's: what a library prints is no message.
    System.setOut(System.err);
    // Maelstrom waits for a node's first answer: without options there is nothing to parse.
    int code = arguments.length == 0 ? run(Settings.DEFAULT) : parsed(arguments);
    System.exit(code);
  }

  private static int parsed(String[] arguments) {
    CommandLine command = new CommandLine(new Main());
    command.setOut(new PrintWriter(STDOUT, true, StandardCharsets.UTF_8)); // help asked for
    command.setParameterExceptionHandler(
        (wrong, all) -> {
          System.err.println("apex-maelstrom: " + wrong.getMessage());
          System.err.println("See apex-maelstrom --help.");
          return WRONG_USE;
        });
    return command.execute(arguments);
  }

  @Override
  public Integer call() {
    if (electionTimeoutMillis < 30 || electionTimeoutMillis > 60_000) {
      throw new ParameterException(
          spec.commandLine(),
          "--election-timeout is 30 to 60000 milliseconds, not " + electionTimeoutMillis);
    }
    return run(new Settings(electionTimeoutMillis, directory));
  }

  private static int run(Settings settings) {
    Log log = new Log(System.err);
    try {
      MutantInFront.find().ifPresent(mutant -> log.say("a deliberate bug: " + mutant.title()));
      return new Node(settings, System.in, STDOUT, log).run() ? OK : FAILED;
    } catch (IOException closed) {
      log.say("the node ends: " + closed);
      return FAILED;
    } catch (StartRefused refused) {
      log.say(String.valueOf(refused.getMessage()));
      return WRONG_USE;
    } catch (RuntimeException | Error bug) {
      bug.printStackTrace();
      return BUG;
    }
  }
}
