package io.apexkv.sim.mutants;

import java.util.EnumSet;
import java.util.List;
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
 * @param seedBudget seeds within which it has to
 */
public record Mutant(
    int number,
    String name,
    String bug,
    String rule,
    List<Edit> edits,
    Set<FaultFamily> families,
    Checker checker,
    int seedBudget) {

  public Mutant {
    edits = List.copyOf(edits);
    families = Set.copyOf(families);
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
