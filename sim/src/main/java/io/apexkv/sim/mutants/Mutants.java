package io.apexkv.sim.mutants;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All mutants, in the order of their numbers. */
public final class Mutants {

  /** Seeds within which a mutant has to be found, by the median of several ranges of them. */
  public static final int SEED_BUDGET = 200;

  /** All of them. */
  public static final List<Mutant> ALL =
      Stream.of(
              ElectionMutants.ALL,
              ReplicationMutants.ALL,
              ReadMutants.ALL,
              OutcomeMutants.ALL,
              SeedSins.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(Mutant::number))
          .toList();

  private Mutants() {}

  /** The mutant with a name or number. */
  public static Optional<Mutant> find(String nameOrNumber) {
    return ALL.stream()
        .filter(
            mutant ->
                mutant.name().equals(nameOrNumber)
                    || Integer.toString(mutant.number()).equals(nameOrNumber))
        .findFirst();
  }
}
