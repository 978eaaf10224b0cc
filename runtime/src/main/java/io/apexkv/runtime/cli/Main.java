package io.apexkv.runtime.cli;

import io.apexkv.runtime.cli.bench.BenchCommand;
import io.apexkv.runtime.cli.chaos.ChaosCommand;
import io.apexkv.runtime.cli.chaos.DemoCommand;
import io.apexkv.runtime.cli.dist.DistCommand;
import io.apexkv.runtime.cli.local.DownCommand;
import io.apexkv.runtime.cli.local.KillCommand;
import io.apexkv.runtime.cli.local.LogsCommand;
import io.apexkv.runtime.cli.local.RestartCommand;
import io.apexkv.runtime.cli.local.StatusCommand;
import io.apexkv.runtime.cli.local.UpCommand;
import io.apexkv.runtime.cli.repl.CliCommand;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.sim.cli.CheckCommand;
import io.apexkv.sim.cli.MutantsCommand;
import io.apexkv.sim.cli.ReplayCommand;
import io.apexkv.sim.cli.ScenarioCommand;
import io.apexkv.sim.cli.SimCommand;
import io.apexkv.sim.cli.StandardError;
import io.apexkv.sim.mutants.NoCompilerException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one entry to everything: {@code ./apex COMMAND ...}.
 *
 * <p>A user's mistake, in the arguments or found later by a command as {@link UserMistake}, is
 * answered by one paragraph on standard error that says what was wrong and what to do. Any other
 * exception is a bug of ours and shows its trace.
 */
@Command(
    name = "apex",
    description =
        "ApexKV: a distributed, linearizable key-value store, and the simulator that tests it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      CliCommand.class,
      StatusCommand.class,
      KillCommand.class,
      RestartCommand.class,
      LogsCommand.class,
      DownCommand.class,
      DemoCommand.class,
      ChaosCommand.class,
      SimCommand.class,
      ScenarioCommand.class,
      MutantsCommand.class,
      CheckCommand.class,
      ReplayCommand.class,
      BenchCommand.class,
      DistCommand.class,
      Format.class,
      NodeCommand.class,
      Version.class,
      CommandLine.HelpCommand.class
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes (a command's own help lists any others):%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.FAILED_TEXT,
      ExitCodes.WRONG_USE_TEXT,
      "69:No JDK 25 was found to build and run with.",
      ExitCodes.BUG_TEXT
    },
    footer = "%n'apex COMMAND --help' shows the options, examples and exit codes of one command.")
public final class Main {

  private static final int HELP_COLUMNS = 100;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err, Boolean.getBoolean("apex.colour")));
  }

  /**
   * Runs one command in this process.
   *
   * @param colour whether what goes to {@code out} may carry escape sequences; the launcher sees
   *     whether it is a terminal and whether NO_COLOR is set. Of {@code err} see {@link
   *     StandardError}
   * @return its exit code
   */
  static int run(String[] args, PrintStream out, PrintStream err, boolean colour) {
    CommandLine apex =
        commandLine()
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
    return args.length == 0 ? usage(apex) : apex.execute(args);
  }

  /** Every command, {@code help} too. */
  static List<String> commandNames() {
    return List.copyOf(commandLine().getSubcommands().keySet());
  }

  /** All commands, with nothing said yet about where output goes. */
  static CommandLine commandLine() {
    CommandLine apex = new CommandLine(new Main());
    CommandLine help = Objects.requireNonNull(apex.getSubcommands().get("help"));
    completeHelpOfHelp(help.getCommandSpec().usageMessage());
    return apex.registerConverter(int.class, Main::wholeNumber)
        .registerConverter(Integer.class, Main::wholeNumber)
        .setUsageHelpWidth(HELP_COLUMNS)
        .setUsageHelpLongOptionsMaxWidth(HELP_COLUMNS / 3)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, args) -> refuse(wrong))
        .setExecutionExceptionHandler((thrown, command, parsed) -> explain(thrown, command));
  }

  /** Picocli's own command has neither examples nor exit codes. */
  private static void completeHelpOfHelp(UsageMessageSpec help) {
    help.exitCodeListHeading(HelpText.EXIT_CODES)
        .exitCodeList(UsageMessageSpec.keyValuesMap(ExitCodes.OK_TEXT, ExitCodes.WRONG_USE_TEXT))
        .footerHeading(HelpText.EXAMPLES)
        .footer("  ./apex help", "  ./apex help up");
  }

  private static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException other) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
  }

  private static int usage(CommandLine apex) {
    apex.usage(apex.getErr(), colourOfErrors());
    return ExitCodes.WRONG_USE;
  }

  private static int refuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    complain(command, asSentence(wrong) + " See '" + help + "'.");
    return ExitCodes.WRONG_USE;
  }

  /** Prints what a command threw, and says with what code to exit. */
  static int explain(Exception thrown, CommandLine command) {
    if (thrown instanceof UserMistake mistake) {
      complain(command, mistake.paragraph());
      return mistake.exitCode();
    }
    if (thrown instanceof NoCompilerException jre) {
      complain(command, String.valueOf(jre.getMessage()));
      return ExitCodes.WRONG_USE;
    }
    if (thrown instanceof IOException failed) {
      complain(command, asSentence(failed));
      return ExitCodes.FAILED;
    }
    complain(command, "this is a bug in ApexKV; please report it with what follows.");
    thrown.printStackTrace(command.getErr());
    return ExitCodes.BUG;
  }

  /** A disk that is full or a file that may not be touched is nobody's bug. */
  private static String asSentence(IOException failed) {
    if (failed instanceof FileSystemException refused) {
      String reason = refused.getReason();
      return "the system refuses '"
          + refused.getFile()
          + "': "
          + (reason == null ? failed.getClass().getSimpleName() : reason)
          + ". See whether the path is right, and whether you may write there.";
    }
    return "the system refuses: " + failed.getMessage() + ".";
  }

  private static String asSentence(ParameterException wrong) {
    String problem = String.valueOf(wrong.getMessage()).strip();
    String hint = "";
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String given = unmatched.getUnmatched().getFirst();
      boolean commandExpected = !wrong.getCommandLine().getSubcommands().isEmpty();
      if (commandExpected && !unmatched.isUnknownOption()) {
        problem = "unknown command '" + given + "'";
      }
      hint =
          unmatched.getSuggestions().stream()
              .filter(near -> beginAlike(near, given))
              .findFirst()
              .map(near -> " Did you mean '" + near + "'?")
              .orElse("");
    }
    return (problem.endsWith(".") ? problem : problem + ".") + hint;
  }

  /**
   * Picocli always finds something that is near; a slip of the finger rarely hits the first letter.
   */
  private static boolean beginAlike(String near, String given) {
    String left = near.replaceFirst("^-+", "");
    String right = given.replaceFirst("^-+", "");
    return !left.isEmpty() && !right.isEmpty() && left.charAt(0) == right.charAt(0);
  }

  private static void complain(CommandLine command, String paragraph) {
    String name = command.getCommandSpec().root().name();
    command.getErr().println(colourOfErrors().string("@|bold,red " + name + ":|@ ") + paragraph);
  }

  private static Ansi colourOfErrors() {
    return StandardError.hasColour() ? Ansi.ON : Ansi.OFF;
  }
}
