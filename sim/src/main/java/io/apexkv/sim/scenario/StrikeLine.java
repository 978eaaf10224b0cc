package io.apexkv.sim.scenario;

import io.apexkv.sim.network.FrameKind;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Strike;

/**
 * A strike as a line.
 *
 * <pre>
 *   strike KIND FRAME from NODE to NODE group N term N first N [occurrence N] [by TIME | bit N]
 * </pre>
 *
 * <p>The frame is the first of its kind, group, term and number unless an occurrence is told. What
 * delays says by how much, what flips a bit which one.
 */
final class StrikeLine {

  private static final Unit<FaultKind> KIND =
      new Units.Names<>(
          new FaultKind[] {
            FaultKind.DROP,
            FaultKind.DUPLICATE,
            FaultKind.DELAY,
            FaultKind.REORDER,
            FaultKind.BIT_FLIP
          });
  private static final Unit<FrameKind> FRAME = new Units.Names<>(FrameKind.values());
  private static final Unit<Integer> NODE = Units.number(1, 9);
  private static final Unit<Long> COUNT = Units.wide(1, Long.MAX_VALUE);
  private static final Unit<Long> ANY = Units.wide(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Unit<Long> BIT = Units.wide(0, 1L << 32);

  private StrikeLine() {}

  /** Reads what follows the word {@code strike}. */
  static Strike read(Words words) {
    FaultKind kind = KIND.read(words);
    FrameKind frame = FRAME.read(words);
    words.must("from");
    int from = NODE.read(words);
    words.must("to");
    int to = NODE.read(words);
    words.must("group");
    long group = ANY.read(words);
    words.must("term");
    long term = ANY.read(words);
    words.must("first");
    long first = ANY.read(words);
    long occurrence = words.take("occurrence") ? COUNT.read(words) : 1;
    long amount = 0;
    if (kind == FaultKind.BIT_FLIP) {
      words.must("bit");
      amount = BIT.read(words);
    } else if (kind != FaultKind.DROP) {
      words.must("by");
      amount = Units.DURATION.read(words);
    }
    return new Strike(kind, from, to, frame.code(), group, term, first, occurrence, amount);
  }

  /** The line of a strike. */
  static String write(Strike strike) {
    StringBuilder line = new StringBuilder("strike ").append(KIND.write(strike.kind()));
    line.append(' ').append(FrameKind.labelOf(strike.frame()));
    line.append(" from ").append(strike.from()).append(" to ").append(strike.to());
    line.append(" group ").append(strike.group()).append(" term ").append(strike.term());
    line.append(" first ").append(strike.first());
    if (strike.occurrence() != 1) {
      line.append(" occurrence ").append(strike.occurrence());
    }
    if (strike.kind() == FaultKind.BIT_FLIP) {
      line.append(" bit ").append(strike.amount());
    } else if (strike.kind() != FaultKind.DROP) {
      line.append(" by ").append(Units.DURATION.write(strike.amount()));
    }
    return line.append('\n').toString();
  }
}
