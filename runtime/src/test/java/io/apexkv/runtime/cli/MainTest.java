package io.apexkv.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpGoesToStandardOutputAndListsExitCodes() {
    assertEquals(ExitCodes.OK, apex("--help"));
    assertTrue(out().contains("version"), this::out);
    assertTrue(out().contains("64"), this::out);
    assertEquals("", err());
  }

  @Test
  void everyCommandHasHelpWithAnExampleAndExitCodes() {
    for (String command : Main.commandNames()) {
      out.reset();
      assertEquals(ExitCodes.OK, apex(command, "--help"), command);
      assertTrue(out().contains("Example"), this::out);
      assertTrue(out().contains("Exit codes"), this::out);
      assertEquals("", err(), command);
    }
  }

  @Test
  void noHelpMakesPicocliWarnOfItsText() {
    // Picocli warns on the process's standard error, not on the one that a command was given.
    PrintStream usual = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      for (String command : Main.commandNames()) {
        assertEquals(ExitCodes.OK, apex(command, "--help"), command);
        assertEquals("", err(), command);
        assertFalse(out().contains("WARN"), this::out);
      }
    } finally {
      System.setErr(usual);
    }
  }

  @Test
  void noArgumentsAreAnsweredByTheUsage() {
    assertEquals(ExitCodes.WRONG_USE, apex());
    assertTrue(err().contains("Usage: apex"), this::err);
  }

  @Test
  void theVersionIsTheProjectsAndNotAPlaceholder() {
    assertEquals(ExitCodes.OK, apex("version"));
    assertTrue(out().matches("(?s)ApexKV \\d+\\.\\d+\\.\\d+\\S*, Java 25.*"), this::out);
  }

  @Test
  void anUnknownCommandIsOneParagraphWithTheNearestName() {
    assertEquals(ExitCodes.WRONG_USE, apex("verison"));
    assertEquals(
        "apex: unknown command 'verison'. Did you mean 'version'? See 'apex --help'.\n", err());
  }

  @Test
  void anUnknownCommandUnlikeAnyOtherGetsNoGuess() {
    assertEquals(ExitCodes.WRONG_USE, apex("xyzzy"));
    assertEquals("apex: unknown command 'xyzzy'. See 'apex --help'.\n", err());
  }

  @Test
  void anUnknownOptionIsOneParagraphThatNamesTheCommandsHelp() {
    assertEquals(ExitCodes.WRONG_USE, apex("version", "--nonsense"));
    assertEquals("apex: Unknown option: '--nonsense'. See 'apex version --help'.\n", err());
  }

  @Test
  void aNumberThatIsNoneIsNamedWithItsOption() {
    assertEquals(ExitCodes.WRONG_USE, apex("up", "--nodes", "abc"));
    assertEquals(
        "apex: Invalid value for option '--nodes': 'abc' is no whole number."
            + " See 'apex up --help'.\n",
        err());
  }

  @Test
  void errorsCarryEscapesOnlyWhereStandardErrorMay() {
    for (String[] wrong : new String[][] {{"nonsense"}, {}}) {
      err.reset();
      run(true, wrong);
      assertFalse(err().contains("\u001b["), this::err);
      System.setProperty("apex.errColour", "true");
      try {
        run(false, wrong);
      } finally {
        System.clearProperty("apex.errColour");
      }
      assertTrue(err().contains("\u001b["), this::err);
    }
  }

  @Test
  void helpCarriesEscapesOnlyWhereStandardOutputMay() {
    run(true, "--help");
    assertTrue(out().contains("\u001b["), this::out);
    out.reset();
    run(false, "--help");
    assertFalse(out().contains("\u001b["), this::out);
  }

  @Test
  void aMistakeFoundLaterIsOneParagraphToo() {
    UserMistake mistake =
        new UserMistake("port 7001 is in use.", "Choose other ports: ./apex up --ports 8001.");
    assertEquals(ExitCodes.WRONG_USE, explain(mistake));
    assertEquals("apex: port 7001 is in use. Choose other ports: ./apex up --ports 8001.\n", err());
  }

  @Test
  void aMistakeMayHaveItsCommandsOwnExitCode() {
    assertEquals(3, explain(new UserMistake(3, "line 7 is no operation.", "Remove it.")));
  }

  @Test
  void whatTheSystemRefusesIsNoBug() {
    assertEquals(ExitCodes.FAILED, explain(new AccessDeniedException(".apex")));
    assertEquals(
        "apex: the system refuses '.apex': AccessDeniedException."
            + " See whether the path is right, and whether you may write there.\n",
        err());
    err.reset();
    assertEquals(ExitCodes.FAILED, explain(new IOException("No space left on device")));
    assertEquals("apex: the system refuses: No space left on device.\n", err());
  }

  @Test
  void aBugShowsItsTrace() {
    assertEquals(ExitCodes.BUG, explain(new IllegalStateException("never so")));
    assertTrue(err().contains("bug in ApexKV"), this::err);
    assertTrue(err().contains("IllegalStateException: never so"), this::err);
    assertTrue(err().contains("at " + MainTest.class.getName()), this::err);
  }

  private int explain(Exception thrown) {
    PrintWriter printer = new PrintWriter(err, true, StandardCharsets.UTF_8);
    return Main.explain(thrown, Main.commandLine().setErr(printer));
  }

  private int apex(String... args) {
    return run(false, args);
  }

  private int run(boolean colour, String... args) {
    return Main.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        colour);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
