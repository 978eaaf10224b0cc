package io.apexkv.runtime.node;

/** A node that can't start, or a directory that can't be formatted, through no fault of ours. */
public final class StartRefused extends Exception {

  private final String problem;
  private final String remedy;

  /**
   * @param problem what was found and what was expected, as a sentence
   * @param remedy what to do, as a sentence
   */
  public StartRefused(String problem, String remedy) {
    super(problem + " " + remedy);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** What was found and what was expected. */
  public String problem() {
    return problem;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
