package io.apexkv.runtime.cli.text;

/** Headings that the help of all commands shares. */
public final class HelpText {

  /** Before the list of exit codes. */
  public static final String EXIT_CODES = "%nExit codes:%n";

  /** Before examples. */
  public static final String EXAMPLES = "%nExamples:%n";

  private HelpText() {}
}
