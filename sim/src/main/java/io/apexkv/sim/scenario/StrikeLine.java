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
  private static final Unit<Long> COUNT = Units.wide(1, Long.MAX_VALUE);
  private static final Unit<Long> ANY = Units.wide(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Unit<Long> BIT = Units.wide(0, 1L << 32);

  private StrikeLine() {}

  /** Reads what follows the word {@code strike}; the settings are those of the whole scenario. */
  static Strike read(Words words, Settings settings) {
    FaultKind kind = KIND.read(words);
    FrameKind frame = FRAME.read(words);
    Unit<Integer> node = Units.number(1, settings.nodes());
    words.must("from");
    int from = node.read(words);
    words.must("to");
    String word = String.valueOf(words.peek());
    int to = node.read(words);
    if (from == to) {
      throw words.wrong(word, "another node than " + from);
    }
    words.must("group");
    long group = group(frame, settings.groups()).read(words);
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

  /** Groups count from 1; 0 belongs to none, and a heartbeat's first group is negative. */
  private static Unit<Long> group(FrameKind frame, int groups) {
    boolean ofClients = frame == FrameKind.FORWARD || frame == FrameKind.FORWARD_ANSWER;
    return ofClients ? ANY : Units.wide(-groups, groups);
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
