package io.apexkv.sim.mutants;

import java.util.Optional;

/**
 * What came out of the hunt for a mutant: a row of the kill matrix.
 *
 * @param mutant who was hunted
 * @param firstSeed of the hunt
 * @param lastSeed of the hunt, had nothing been found
 * @param killer the seed that its checker ended
 * @param kernelPasses whether the kernel without the bug passes that seed
 * @param othersEnded seeds before, ended by something that does not count
 * @param elapsedNanos real time to the kill, compilation included
 * @param harmlessSeeds how many seeds it had to pass with its families of faults off
 * @param harm the first seed that it fails with its families of faults off
 */
public record Kill(
    Mutant mutant,
    long firstSeed,
    long lastSeed,
    Optional<SeedResult> killer,
    boolean kernelPasses,
    long othersEnded,
    long elapsedNanos,
    long harmlessSeeds,
    Optional<SeedResult> harm) {

  /** Whether its checker found the bug, and not another one that the kernel really has. */
  public boolean isKilled() {
    return killer.isPresent() && kernelPasses;
  }

  /** Seeds that it took, the killing one included; all of them if nothing was found. */
  public long seeds() {
    return killer.map(SeedResult::seed).orElse(lastSeed) - firstSeed + 1;
  }

  /** Whether it is killed, and harmless without the faults that it needs. */
  public boolean isAsExpected() {
    return isKilled() && harm.isEmpty();
  }
}
