package io.apexkv.sim.scenario;

/** A scenario that can't be understood; the message says where, what was found, what expected. */
public final class ScenarioError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** At a line, from 1, of a file or of what else has that name. */
  ScenarioError(String file, int line, String found, String expected) {
    super(file + ":" + line + ": found " + found + ", expected " + expected);
  }

  /** Somewhere in a file. */
  ScenarioError(String file, String what) {
    super(file + ": " + what);
  }
}
