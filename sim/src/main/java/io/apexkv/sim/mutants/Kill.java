package io.apexkv.sim.mutants;

import java.util.Optional;

/**
 * What came out of the hunt for a mutant over one range of seeds.
 *
 * @param firstSeed of the range
 * @param lastSeed of the range, had nothing been found
 * @param killer the first seed that its checker ended, and that passes without the bug
 * @param othersEnded seeds before, ended by something that does not count
 * @param sick the first seed that its checker ended with and without the bug, if there is one
 * @param elapsedNanos real time to the kill
 */
public record Kill(
    long firstSeed,
    long lastSeed,
    Optional<SeedResult> killer,
    long othersEnded,
    Optional<SeedResult> sick,
    long elapsedNanos) {

  /** Seeds that it took, the killing one included; all of them if nothing was found. */
  public long seeds() {
    return killer.map(SeedResult::seed).orElse(lastSeed) - firstSeed + 1;
  }
}
