package io.apexkv.sim.mutants;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A deliberate bug.
 *
 * @param number by which it is known, forever
 * @param name short, in words joined by hyphens
 * @param bug what is wrong, as a sentence
 * @param rule the rule that it breaks, and where that stands
 * @param edits of the sources; together they are the bug
 * @param families of faults that can bring it to light; with all of them off it is harmless
 * @param checker that has to find it
 * @param ground edits that are no bug, on which this one stands; mostly none
 * @param scenario the directed scenario in which its checker has to find it too
 * @param rare why seeds hardly ever bring what it needs; then its scenario alone may kill it
 */
public record Mutant(
    int number,
    String name,
    String bug,
    String rule,
    List<Edit> edits,
    Set<FaultFamily> families,
    Checker checker,
    List<Edit> ground,
    Optional<String> scenario,
    Optional<String> rare) {

  /** A mutant of the kernel as it is, for which seeds are enough. */
  public Mutant(
      int number,
      String name,
      String bug,
      String rule,
      List<Edit> edits,
      Set<FaultFamily> families,
      Checker checker) {
    this(
        number,
        name,
        bug,
        rule,
        edits,
        families,
        checker,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  public Mutant {
    edits = List.copyOf(edits);
    families = Set.copyOf(families);
    ground = List.copyOf(ground);
    if (rare.isPresent() && scenario.isEmpty()) {
      throw new IllegalArgumentException(name + " is rare, and so it needs a scenario");
    }
  }

  /**
   * The same bug in a kernel that was changed before. That one must pass wherever a kill counts: it
   * takes the place of the kernel as it is.
   */
  public Mutant on(Edit... changes) {
    return new Mutant(
        number, name, bug, rule, edits, families, checker, List.of(changes), scenario, rare);
  }

  /** The same bug, that has to die in a directed scenario besides. */
  public Mutant alsoIn(String directedScenario) {
    return new Mutant(
        number,
        name,
        bug,
        rule,
        edits,
        families,
        checker,
        ground,
        Optional.of(directedScenario),
        rare);
  }

  /**
   * The same bug, that seeds hardly ever bring to light: if they don't, its scenario alone does.
   *
   * @param why as a sentence; an honest effort came before it
   */
  public Mutant rareSince(String why) {
    return new Mutant(
        number, name, bug, rule, edits, families, checker, ground, scenario, Optional.of(why));
  }

  /** Labels of the kinds of faults that are off when its families are. */
  public Set<String> faultKinds() {
    Set<String> labels = new TreeSet<>();
    for (FaultFamily family : families) {
      family.kinds().forEach(kind -> labels.add(kind.label()));
    }
    return labels;
  }

  /** The letters of its families: {@code C L}. */
  public String familyLetters() {
    return EnumSet.copyOf(families).stream()
        .map(FaultFamily::letter)
        .collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return "mutant " + number + " (" + name + ")";
  }
}
