package io.apexkv.runtime.cli.repl;

import io.apexkv.client.ApexClient;
import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.local.ClusterView;
import io.apexkv.runtime.cli.local.DirOption;
import io.apexkv.runtime.cli.local.Reachable;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex cli}: commands to a cluster. */
@Command(
    name = "cli",
    description = {
      "Runs GET, PUT, DEL, CAS and others against the local cluster, or the one of HOST:PORT.",
      "Commands come from -c options, from a pipe (a line each; # begins a comment), or from you at"
          + " a prompt. A key or value with blanks stands in 'single' or \"double\" quotes; in"
          + " double ones \\n"
          + " \\r"
          + " \\t \\\\ \\\" \\' and \\xHH mean what they do elsewhere.",
      "Whichever node it is given, it finds the leaders by itself. A write that got no definite"
          + " answer is UNKNOWN: it may or may not have been applied."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Every command did what it was asked. (A prompt always ends with this.)",
      "1:Some command found nothing, did not swap, FAILED, or showed a cluster that is not"
          + " healthy.",
      "2:The outcome of some command is UNKNOWN.",
      "3:No node could be reached.",
      "64:A command or option can't be understood; of -c commands, none was run then."
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex cli",
      "  ./apex cli -c \"PUT greeting 'hello, world'\" -c \"GET greeting\"",
      "  ./apex cli 127.0.0.1:7002 -c \"CAS owner --absent me\"",
      "  printf 'PUT a 1\\nPUT b 2\\n' | ./apex cli"
    })
public final class CliCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST:PORT",
      description = "A node. Usual: all nodes of the local cluster.")
  private @Nullable String address;

  @Option(
      names = {"-c", "--command"},
      paramLabel = "COMMAND",
      description = "Runs this and ends; may be given several times.")
  private List<String> commands = List.of();

  @Option(names = "--json", description = "Answers with one JSON object a line.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long a command may take, with all retries. Usual: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    if (timeoutSeconds < 1) {
      throw new UserMistake("--timeout is " + timeoutSeconds + ".", "Give 1 or more seconds.");
    }
    List<Statement> statements = parse(commands);
    Reachable nodes = address == null ? Reachable.local(dir) : Reachable.at(address);
    try (ApexClient client =
        ApexClient.builder(String.join(",", nodes.addresses()))
            .timeout(Duration.ofSeconds(timeoutSeconds))
            .build()) {
      boolean prompting = statements.isEmpty() && screen.canAsk();
      Interpreter interpreter =
          new Interpreter(target(client, nodes), screen, json, prompting && !json);
      if (prompting) {
        new Prompt(interpreter, screen).run(greeting(nodes));
        return ExitCodes.OK;
      }
      if (commands.isEmpty()) {
        runPiped(System.in, interpreter);
      } else {
        runAll(statements, interpreter);
      }
      return interpreter.worst().exitCode;
    }
  }

  private static String greeting(Reachable nodes) {
    return "Connected to "
        + String.join(", ", nodes.addresses())
        + ". HELP lists the commands, Tab completes them, EXIT leaves.";
  }

  private Interpreter.Target target(ApexClient client, Reachable nodes) {
    return new Interpreter.Target() {
      @Override
      public Outcome ask(ClientRequest request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        client.submit(request, outcome::complete);
        return outcome.join();
      }

      @Override
      public @Nullable String address() {
        return address;
      }

      @Override
      public @Nullable ClusterView view() throws IOException {
        return nodes.view();
      }
    };
  }

  private static List<Statement> parse(List<String> commands) {
    List<Statement> statements = new ArrayList<>();
    for (String command : commands) {
      try {
        statements.add(Statement.parse(command));
      } catch (BadLine bad) {
        throw new UserMistake(
            "-c \"" + command + "\": " + bad.sentence(),
            "No command was run; 'HELP' lists what there is.");
      }
    }
    return statements;
  }

  private static void runAll(List<Statement> statements, Interpreter interpreter)
      throws IOException {
    for (Statement statement : statements) {
      if (!interpreter.run(statement)) {
        return;
      }
    }
  }

  private static void runPiped(InputStream in, Interpreter interpreter) throws IOException {
    PipedLines lines = new PipedLines(in);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      try {
        if (!interpreter.run(Statement.parse(line))) {
          return;
        }
      } catch (BadLine bad) {
        throw new UserMistake(
            "line " + lines.number() + " of the input: " + bad.sentence(),
            "The lines before it were run, it and those after it were not.");
      }
    }
  }
}
