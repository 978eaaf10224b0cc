package io.apexkv.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code apex version}: what is running, on which Java. */
@Command(
    name = "version",
    description = "Prints the version of ApexKV and of the Java that runs it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.WRONG_USE_TEXT},
    footerHeading = "%nExample:%n",
    footer = "  ./apex version")
public final class Version implements Callable<Integer>, IVersionProvider {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(line());
    return ExitCodes.OK;
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  private static String line() {
    return "ApexKV "
        + ofProject()
        + ", Java "
        + System.getProperty("java.version")
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }

  /** The version that the build wrote beside this class. */
  public static String ofProject() {
    Properties properties = new Properties();
    try (InputStream written = Version.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(written, "version.properties is in the jar"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return properties.getProperty("version");
  }
}
