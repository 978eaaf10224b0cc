package io.apexkv.sim.mutants;

import io.apexkv.sim.plan.FaultKind;
import java.util.List;

/** Kinds of faults that bring the same sort of bug to light. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a List.of
public enum FaultFamily {
  PARTITION("P", FaultKind.PARTITION, FaultKind.ONE_WAY_PARTITION),
  CRASH(
      "C",
      FaultKind.CRASH,
      FaultKind.CRASH_WRITING,
      FaultKind.CRASH_RECOVERING,
      FaultKind.CRASH_ELECTING,
      FaultKind.STOP),
  /** When a process crashes in the simulator, by luck its machine loses power too. */
  POWER_LOSS(
      "L",
      FaultKind.POWER_LOSS,
      FaultKind.CRASH,
      FaultKind.CRASH_WRITING,
      FaultKind.CRASH_RECOVERING,
      FaultKind.CRASH_ELECTING),
  NOISE(
      "R",
      FaultKind.DROP,
      FaultKind.DUPLICATE,
      FaultKind.DELAY,
      FaultKind.REORDER,
      FaultKind.BIT_FLIP,
      FaultKind.SLOW_LINK),
  DISK("D", FaultKind.SLOW_DISK, FaultKind.LATE_ENGINE),
  CLOCK("T", FaultKind.CLOCK_DRIFT),
  PAUSE("G", FaultKind.PAUSE),
  /** What makes a client ask again, besides leaders that come and go. */
  CLIENT_RETRY("X", FaultKind.CLIENT_PARTITION, FaultKind.CONNECTION_RESET);

  private final String letter;
  private final List<FaultKind> kinds;

  FaultFamily(String letter, FaultKind... kinds) {
    this.letter = letter;
    this.kinds = List.of(kinds);
  }

  /** One letter, for tables. */
  public String letter() {
    return letter;
  }

  /** The kinds of faults; some belong to two families. */
  public List<FaultKind> kinds() {
    return kinds;
  }
}
