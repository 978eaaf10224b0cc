package io.apexkv.sim.network;

import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.plan.LossShape;

/**
 * Spreads the frames that a fault strikes over time and links, in the shape of a plan, so that
 * about as many are struck as the fault says. A pure function of the seed, the directed link and
 * the time.
 */
final class LossPattern {

  /** A link's weather is drawn for slots of about 16 ms, in spells of eight. */
  private static final int SLOT_BITS = 24;

  private static final int SPELL_SLOTS = 8;

  /** Even in a burst something passes. */
  private static final int MOST_PER_MILLION = 950_000;

  private final Luck luck;
  private final LossShape shape;

  LossPattern(Luck luck, LossShape shape) {
    this.luck = luck;
    this.shape = shape;
  }

  /**
   * How many frames in a million suffer here and now, of a fault that strikes {@code perMillion}.
   *
   * @param path names the directed link
   */
  int perMillion(int perMillion, long path, long nowNanos) {
    if (perMillion == 0) {
      return 0;
    }
    return switch (shape) {
      case EVEN -> perMillion;
      case BURSTY -> isBad(path, nowNanos) ? Math.min(4 * perMillion, MOST_PER_MILLION) : 0;
      case LOPSIDED ->
          luck.below(2, Purpose.LINK, path, -1, 0) == 0
              ? Math.min(2 * perMillion, MOST_PER_MILLION)
              : 0;
    };
  }

  /** In each spell one burst of one to three slots, anywhere. */
  private boolean isBad(long path, long nowNanos) {
    long slot = nowNanos >> SLOT_BITS;
    long spell = slot / SPELL_SLOTS;
    long begin = luck.below(SPELL_SLOTS - 2, Purpose.LINK, path, spell, 1);
    long length = 1 + luck.below(3, Purpose.LINK, path, spell, 2);
    long within = slot % SPELL_SLOTS;
    return within >= begin && within < begin + length;
  }
}
