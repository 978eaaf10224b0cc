package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Measurement;

/**
 * What came of one load.
 *
 * @param system whom it was put on, for a person
 * @param floors null where none were measured
 */
record BenchResult(String system, Measurement measured, @Nullable Floors floors) {

  /**
   * Operations a second, of those that the echo gave; 0 without floors, if it gave none, or if the
   * load had a rate: floors go as fast as they can.
   */
  double ofEcho() {
    if (floors == null || floors.echo().operations() == 0 || measured.load().rate() > 0) {
      return 0;
    }
    return measured.perSecond() / floors.echo().perSecond();
  }

  /** PUTs a second, of those that synced writes alone would give; 0 without such a share. */
  double ofWrites() {
    Floors.Writes writes = floors == null ? null : floors.writes();
    if (writes == null || measured.load().rate() > 0) {
      return 0;
    }
    double puts = measured.perSecond() * (100 - measured.load().readPercent()) / 100;
    return puts / Math.max(1e-9, writes.putsPerSecond());
  }

  /** Whether every request was answered well, those to the echo too: else it is no floor. */
  boolean isClean() {
    return isClean(measured) && (floors == null || isClean(floors.echo()));
  }

  private static boolean isClean(Measurement measurement) {
    return measurement.errors() == 0 && measurement.operations() > 0;
  }
}
