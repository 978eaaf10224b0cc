package io.apexkv.sim.campaign;

import io.apexkv.sim.marks.Mark;

/**
 * How often a campaign went a rare path.
 *
 * @param enabled seeds whose plan makes it possible
 * @param runs those of them that went there
 * @param hits how often, in all of these
 */
public record MarkTally(Mark mark, long enabled, long runs, long hits) {

  static MarkTally of(Mark mark) {
    return new MarkTally(mark, 0, 0, 0);
  }

  /** With one seed more. What it hit although its plan does not make it possible, is no proof. */
  MarkTally plus(boolean isEnabled, long moreHits) {
    return isEnabled
        ? new MarkTally(mark, enabled + 1, runs + (moreHits > 0 ? 1 : 0), hits + moreHits)
        : this;
  }

  /** Whether enough seeds could have gone there, and none has. */
  boolean isMissing() {
    return hits == 0 && enabled >= mark.withinSeeds();
  }
}
