package io.apexkv.runtime.cli;

/**
 * Something that the user has to change: thrown by a command, printed by {@link Main} as one
 * paragraph without a stack trace, and ends with {@link ExitCodes#WRONG_USE} unless the command
 * says otherwise.
 */
public final class UserMistake extends RuntimeException {

  private final int exitCode;
  private final String paragraph;

  /**
   * @param wrongAndExpected what was found and what was expected, as a sentence
   * @param remedy what to do, as a sentence; best a line to paste
   */
  public UserMistake(String wrongAndExpected, String remedy) {
    this(ExitCodes.WRONG_USE, wrongAndExpected, remedy);
  }

  /**
   * @param exitCode the command's own exit code for this mistake, listed in its help
   * @param wrongAndExpected what was found and what was expected, as a sentence
   * @param remedy what to do, as a sentence; best a line to paste
   */
  public UserMistake(int exitCode, String wrongAndExpected, String remedy) {
    this(exitCode, wrongAndExpected + " " + remedy);
  }

  private UserMistake(int exitCode, String paragraph) {
    super(paragraph);
    this.exitCode = exitCode;
    this.paragraph = paragraph;
  }

  /** What is printed. */
  public String paragraph() {
    return paragraph;
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
