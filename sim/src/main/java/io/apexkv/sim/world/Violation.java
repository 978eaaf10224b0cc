package io.apexkv.sim.world;

/** Something that must never happen has happened; the run ends here. */
public final class Violation extends RuntimeException {

  private final String check;

  /**
   * @param check the name of the check that found it
   * @param what the sentence that is not true any more, with its numbers
   */
  public Violation(String check, String what) {
    super(what);
    this.check = check;
  }

  /** The name of the check that found it. */
  public String check() {
    return check;
  }
}
