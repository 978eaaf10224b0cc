package io.apexkv.sim.campaign;

import io.apexkv.sim.marks.Mark;

/**
 * How often a campaign went a rare path.
 *
 * @param enabled seeds whose plan makes it possible
 * @param runs seeds that went there
 * @param hits how often, in all of them
 */
public record MarkTally(Mark mark, long enabled, long runs, long hits) {

  static MarkTally of(Mark mark) {
    return new MarkTally(mark, 0, 0, 0);
  }

  MarkTally plus(boolean isEnabled, long moreHits) {
    return new MarkTally(
        mark, enabled + (isEnabled ? 1 : 0), runs + (moreHits > 0 ? 1 : 0), hits + moreHits);
  }

  /** Whether enough seeds could have gone there, and none has. */
  boolean isMissing() {
    return hits == 0 && enabled >= mark.withinSeeds();
  }
}
