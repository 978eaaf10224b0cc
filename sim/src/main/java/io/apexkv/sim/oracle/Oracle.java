package io.apexkv.sim.oracle;

import io.apexkv.sim.world.Violation;

/**
 * A check with a name, under which it can be switched off and under which a failure is reported.
 */
public interface Oracle {

  /** The name, in words joined by hyphens. */
  String name();

  /** Ends the run: something must never happen and has. */
  default Violation violation(String what) {
    return new Violation(name(), what);
  }
}
