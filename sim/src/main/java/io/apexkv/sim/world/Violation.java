package io.apexkv.sim.world;

/** Something that must never happen has happened; the run ends here. */
public final class Violation extends RuntimeException {

  private static final int PLACES = 8;

  private final String check;

  /**
   * @param check the name of the check that found it
   * @param what the sentence that is not true any more, with its numbers
   */
  public Violation(String check, String what) {
    super(what);
    this.check = check;
  }

  /**
   * An exception is what must never happen.
   *
   * @param check the name of the check that found it
   * @param what where and why, besides the exception's own message
   */
  public Violation(String check, String what, RuntimeException cause) {
    super(what + ": " + cause.getMessage() + ", at " + place(cause), cause);
    this.check = check;
  }

  /** Where in the code an exception comes from: the innermost places, on one line. */
  private static String place(RuntimeException cause) {
    StringBuilder text = new StringBuilder();
    StackTraceElement[] trace = cause.getStackTrace();
    for (int i = 0; i < Math.min(PLACES, trace.length); i++) {
      text.append(i == 0 ? "" : " < ").append(trace[i].getFileName());
      text.append(':').append(trace[i].getLineNumber());
    }
    return text.toString();
  }

  /** The name of the check that found it. */
  public String check() {
    return check;
  }
}
