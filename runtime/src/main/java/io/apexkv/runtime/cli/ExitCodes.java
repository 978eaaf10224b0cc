package io.apexkv.runtime.cli;

/**
 * Exit codes that every command shares; a command that has more lists them in its help. The high
 * ones are those of BSD's sysexits.h, so that they never collide with a command's own 1, 2, 3.
 */
public final class ExitCodes {

  /** Done. */
  public static final int OK = 0;

  /** The command ran, and what it tried or checked failed. */
  public static final int FAILED = 1;

  /** The user has to change something: an unknown option, an unreadable file, a used port. */
  public static final int WRONG_USE = 64;

  /** A bug in ApexKV; the only case that prints a stack trace. */
  public static final int BUG = 70;

  /** For the help of a command: {@code exitCodeList = {ExitCodes.OK_TEXT, ...}}. */
  public static final String OK_TEXT = "0:Done.";

  /** Help text of {@link #FAILED}. */
  public static final String FAILED_TEXT = "1:It ran, and what it tried or checked failed.";

  /** Help text of {@link #WRONG_USE}. */
  public static final String WRONG_USE_TEXT =
      "64:Something has to be changed first: an option, a file, a port. The message says what.";

  /** Help text of {@link #BUG}. */
  public static final String BUG_TEXT = "70:A bug in ApexKV. Please report the printed trace.";

  private ExitCodes() {}
}
