package io.apexkv.sim.scenario;

import io.apexkv.sim.network.FrameRule;
import java.util.ArrayList;
import java.util.List;

/** What a script has said about frames; of those rules that fit a frame, the latest decides. */
final class Rules implements FrameRule {

  /** One rule; senders and receivers are bits. */
  private record Rule(Fate fate, FrameKinds kinds, int from, int to) {}

  private final List<Rule> rules = new ArrayList<>();

  void add(Fate fate, FrameKinds kinds, int from, int to) {
    rules.add(new Rule(fate, kinds, from, to));
  }

  void removeLast() {
    rules.removeLast();
  }

  void clear() {
    rules.clear();
  }

  @Override
  public Fate fate(int from, int to, byte[] frame) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      boolean between = (rule.from & 1 << (from - 1)) != 0 && (rule.to & 1 << (to - 1)) != 0;
      if (between && rule.kinds.matches(frame)) {
        return rule.fate;
      }
    }
    return Fate.PASS;
  }
}
