package io.apexkv.sim.oracle;

import java.util.List;

/** The names of all checks that can be switched off. */
public final class Checks {

  /** In the order of the alphabet. */
  public static final List<String> NAMES =
      List.of(
          "canonical-history",
          "connection-order",
          "convergence",
          "determinism",
          "durability",
          "exactly-once",
          "leader-completeness",
          "linearizable",
          "log-matching",
          "never-back",
          "one-leader-a-term",
          "state-digest");

  private Checks() {}
}
