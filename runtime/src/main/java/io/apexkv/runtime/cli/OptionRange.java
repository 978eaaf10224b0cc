package io.apexkv.runtime.cli;

/** What all commands say of a number that is too small or too large. */
public final class OptionRange {

  private OptionRange() {}

  /**
   * Accepts a number that was given to an option.
   *
   * @throws UserMistake if it is below {@code least} or above {@code most}
   */
  public static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserMistake(
          option + " is " + value + ", expected " + least + " to " + most + ".",
          "Give a number in that range.");
    }
  }
}
