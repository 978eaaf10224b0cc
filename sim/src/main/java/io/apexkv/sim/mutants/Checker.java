package io.apexkv.sim.mutants;

import io.apexkv.sim.oracle.Checks;
import java.util.Set;
import java.util.TreeSet;

/** A check that has to kill mutants, and what judges beside it while it hunts: nothing. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are Set.of
public enum Checker {
  ONE_LEADER("one-leader-a-term", false, Set.of(), Set.of()),
  /** Needs to be told what is committed. */
  LEADER_COMPLETENESS("leader-completeness", false, Set.of("canonical-history"), Set.of()),
  CANONICAL_HISTORY("canonical-history", false, Set.of(), Set.of()),
  /**
   * Looks after every commit at what a loss of all power at that moment would leave; so this fault
   * is part of the check, and with power losses off the check is off too. It needs to be told what
   * is committed.
   */
  DURABILITY("durability", false, Set.of("canonical-history"), Set.of(FaultFamily.POWER_LOSS)),
  LINEARIZABLE("linearizable", true, Set.of(), Set.of()),
  EXACTLY_ONCE("exactly-once", true, Set.of(), Set.of());

  private final String check;
  private final boolean clientVisible;
  private final Set<String> restsOn;
  private final Set<FaultFamily> imagines;

  Checker(String check, boolean clientVisible, Set<String> restsOn, Set<FaultFamily> imagines) {
    this.check = check;
    this.clientVisible = clientVisible;
    this.restsOn = restsOn;
    this.imagines = imagines;
  }

  /** The name of the check in a run. */
  public String check() {
    return check;
  }

  /** Whether it judges only what clients were told; then it hunts with assertions off. */
  public boolean clientVisible() {
    return clientVisible;
  }

  /** The checks that are off while it hunts: all others, but for those that it rests on. */
  public Set<String> offWhileHunting() {
    Set<String> off = new TreeSet<>(Checks.NAMES);
    off.remove(check);
    off.removeAll(restsOn);
    return off;
  }

  /** The checks that are off when some families of faults are: what imagines them. */
  public Set<String> offWithout(Set<FaultFamily> families) {
    return imagines.stream().anyMatch(families::contains) ? Set.of(check) : Set.of();
  }
}
