package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.bench.load.Load;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Systems that take turns at the same loads, so that all of them have the machine at about the same
 * time. One that fails drops out, and the others go on; ApexKV's failure ends it all.
 */
final class Turns {

  /** A system that takes part. */
  @FunctionalInterface
  interface Contender {
    BenchResult run(String name, Load load) throws IOException;
  }

  /** Hears of a system that failed. */
  @FunctionalInterface
  interface Drop {
    void accept(String system, IOException failed) throws IOException;
  }

  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final Drop drop;

  /**
   * @param apex ApexKV, which goes first
   * @param drop ends another system, which failed
   */
  Turns(Contender apex, Drop drop) {
    contenders.put(BenchRun.NAME, apex);
    this.drop = drop;
  }

  /** Another system, behind those that are there. */
  void add(String system, Contender contender) {
    contenders.put(system, contender);
  }

  /** Load by load, round by round, system by system; of each its median round. */
  List<BenchResult> run(Map<String, Load> loads, int rounds) throws IOException {
    List<BenchResult> results = new ArrayList<>();
    for (Map.Entry<String, Load> load : loads.entrySet()) {
      Map<String, List<BenchResult>> turns = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        round(load.getKey(), load.getValue(), turns);
      }
      turns.values().forEach(rows -> results.add(median(rows)));
    }
    return results;
  }

  private void round(String name, Load load, Map<String, List<BenchResult>> turns)
      throws IOException {
    for (Map.Entry<String, Contender> contender : List.copyOf(contenders.entrySet())) {
      String system = contender.getKey();
      try {
        BenchResult row = contender.getValue().run(name, load);
        turns.computeIfAbsent(system, first -> new ArrayList<>()).add(row);
      } catch (IOException failed) {
        if (system.equals(BenchRun.NAME)) {
          throw failed;
        }
        contenders.remove(system);
        drop.accept(system, failed);
      }
    }
  }

  /** The median by speed, the slower of two; but a round with errors before all others. */
  private static BenchResult median(List<BenchResult> rows) {
    for (BenchResult row : rows) {
      if (!row.isClean()) {
        return row;
      }
    }
    List<BenchResult> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(row -> row.measured().perSecond()));
    return sorted.get((sorted.size() - 1) / 2);
  }
}
