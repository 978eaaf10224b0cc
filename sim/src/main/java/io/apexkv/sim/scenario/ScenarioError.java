package io.apexkv.sim.scenario;

/** A scenario that can't be understood; the message says where, what was found, what expected. */
public final class ScenarioError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int MOST_SHOWN = 80;

  /**
   * At a line, from 1, of a file or of what else has that name.
   *
   * @param found shown with its beginning alone if it is long
   */
  ScenarioError(String file, int line, String found, String expected) {
    super(file + ":" + line + ": found " + shorten(found) + ", expected " + expected);
  }

  private static String shorten(String found) {
    return found.length() <= MOST_SHOWN ? found : found.substring(0, MOST_SHOWN) + "...'";
  }
}
