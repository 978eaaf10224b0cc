package io.apexkv.sim.shrink;

import java.util.ArrayList;
import java.util.List;

/** Halves what is still more than usual: groups, partitions, clients, requests, keys. */
final class SmallerSettings implements Pass {

  private static final List<String> COUNTS =
      List.of(
          "groups", "partitions", "session-clients", "plain-clients", "readers", "window", "keys");

  @Override
  public String name() {
    return "smaller settings";
  }

  @Override
  public void shrink(Trials trials) {
    for (String name : COUNTS) {
      while (halves(trials, name)) {
        // once more
      }
    }
  }

  private static boolean halves(Trials trials, String name) {
    List<String> lines = new ArrayList<>(PlanLines.of(trials.best()));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (PlanLines.name(line).equals(name)) {
        int value = Integer.parseInt(line.substring(name.length() + 1));
        lines.set(i, name + " " + value / 2);
        return value > 1 && trials.accepts(PlanLines.read(lines));
      }
    }
    return false;
  }
}
