package io.apexkv.sim.plan;

import io.apexkv.kernel.base.Prng;
import java.util.List;

/** Draws the faults of one kind: how many, when, whom and how hard. */
final class FaultPlanner {

  private static final long MILLI = 1_000_000L;

  private final Prng prng;
  private final Cluster cluster;
  private final int clients;
  private final long safetyNanos;
  private final long electionNanos;
  private final Intensity intensity;

  /** How often faults strike in a run, besides which kinds do. */
  enum Intensity {
    CALM,
    USUAL,
    WILD
  }

  FaultPlanner(Prng prng, Cluster cluster, int clients, long safetyNanos, Intensity intensity) {
    this.prng = prng;
    this.cluster = cluster;
    this.clients = clients;
    this.safetyNanos = safetyNanos;
    this.electionNanos = cluster.timing().electionTimeoutNanos();
    this.intensity = intensity;
  }

  /** Adds this kind's faults to {@code faults}. */
  void plan(FaultKind kind, List<Fault> faults) {
    boolean between = cluster.nodes() > 1;
    switch (kind) {
      case DROP, DUPLICATE, REORDER, BIT_FLIP -> {
        if (between) {
          noise(kind, 1_000, 300_000, faults);
        }
      }
      case DELAY -> noise(kind, 1_000, 200_000, faults);
      case PARTITION, ONE_WAY_PARTITION -> {
        for (int left = between ? count(2, 5) : 0; left > 0; left--) {
          long at = moment();
          long until = at + span(electionNanos / 2, 12 * electionNanos);
          // Half of the time the leader itself, alone: the partition that hurts.
          int nodes = prng.chance(1, 2) ? 0 : someNodes(cluster.nodes() - 1);
          boolean bridged = cluster.nodes() > 2 && prng.chance(1, 3);
          int bridge = bridged ? 1 + below(cluster.nodes()) : 0;
          faults.add(new Fault(kind, at, until, nodes, group(), clientsOfASide(), bridge));
        }
      }
      case DEPOSE -> {
        for (int left = between ? count(1, 3) : 0; left > 0; left--) {
          long at = moment();
          long until = at + span(12 * electionNanos, 36 * electionNanos);
          int cut = prng.chance(1, 2) ? everyClient() : someClients();
          int lagMicros = (int) (electionNanos / 1000);
          faults.add(new Fault(kind, at, until, 0, group(), cut, lagMicros));
        }
      }
      case SWIZZLE -> {
        for (int left = between ? count(1, 3) : 0; left > 0; left--) {
          long at = moment();
          long until = at + span(2 * electionNanos, 12 * electionNanos);
          faults.add(new Fault(kind, at, until, subsetOrAll(), group(), clientsOfASide(), 0));
        }
      }
      case RING -> {
        for (int left = between ? count(1, 2) : 0; left > 0; left--) {
          long at = moment();
          long until = at + span(electionNanos, 12 * electionNanos);
          faults.add(new Fault(kind, at, until, cluster.everyNode(), group(), 0, 0));
        }
      }
      case CLIENT_PARTITION ->
          several(kind, count(1, 4), 100 * MILLI, 1500 * MILLI, this::someClients, () -> 0, faults);
      case CONNECTION_RESET -> several(kind, count(2, 8), 0, 0, () -> 0, () -> 0, faults);
      case CRASH ->
          several(
              kind,
              count(1, 6),
              5 * MILLI,
              8 * electionNanos,
              () -> 0,
              () -> below(Moment.values().length),
              faults);
      case CRASH_WRITING, STOP ->
          several(kind, count(1, 6), 5 * MILLI, 8 * electionNanos, () -> 0, () -> 0, faults);
      case CRASH_RECOVERING ->
          several(
              kind,
              count(1, 3),
              5 * MILLI,
              4 * electionNanos,
              () -> 0,
              () -> 50 + below(3000),
              faults);
      case POWER_LOSS -> {
        for (int left = count(1, 2); left > 0; left--) {
          long at = moment();
          long until = at + span(5 * MILLI, 2 * electionNanos);
          Moment when = prng.chance(1, 2) ? Moment.ANY : Moment.WRITING;
          faults.add(new Fault(kind, at, until, cluster.everyNode(), 0, 0, when.number()));
        }
      }
      case CRASH_ELECTING -> {
        for (int left = count(1, 4); left > 0; left--) {
          long at = moment();
          long until = at + span(5 * MILLI, electionNanos);
          faults.add(new Fault(kind, at, until, subsetOrAll(), group(), 0, 1 + below(200)));
        }
      }
      case SLOW_LINK -> {
        for (int left = between ? count(1, 3) : 0; left > 0; left--) {
          slowLink(moment(), faults);
        }
      }
      case PAUSE -> {
        for (int left = count(1, 6); left > 0; left--) {
          long at = moment();
          // From a short garbage collection to a machine that is moved, evenly by doublings.
          long until = at + ((electionNanos / 32) << below(9)) + prng.below(electionNanos);
          int nodes = prng.chance(1, 4) ? someNodes(cluster.nodes()) : leaderOrNode();
          // A machine that is moved may be cut off meanwhile, with some who go on asking it.
          boolean moved = between && until - at > 2 * electionNanos && prng.chance(1, 2);
          int theirs = moved ? someClients() : 0;
          faults.add(new Fault(kind, at, until, nodes, group(), theirs, below(2)));
        }
      }
      case CLOCK_DRIFT -> {
        for (int left = count(1, 4); left > 0; left--) {
          int drift = below(100_001) - 50_000;
          int someDrift = drift == 0 ? 1 : drift;
          faults.add(new Fault(kind, moment(), safetyNanos, node(), 0, 0, someDrift));
        }
      }
      case CLOCK_STEP -> {
        for (int left = count(1, 4); left > 0; left--) {
          long at = moment();
          long until = at + span(100 * MILLI, 3000 * MILLI);
          int stepMillis = prng.chance(1, 3) ? 0 : below(20_001) - 10_000; // 0: stands still
          faults.add(new Fault(kind, at, until, leaderOrNode(), group(), 0, stepMillis));
        }
      }
      case SLOW_DISK -> {
        for (int left = count(1, 4); left > 0; left--) {
          long at = moment();
          long until = at + span(50 * MILLI, 1500 * MILLI);
          int factor = prng.chance(1, 3) ? 0 : 2 + below(60); // 0: a stall
          int nodes = prng.chance(1, 4) ? subsetOrAll() : leaderOrNode();
          faults.add(new Fault(kind, at, until, nodes, group(), 0, factor));
        }
      }
      case LATE_ENGINE -> {
        for (int left = count(1, 3); left > 0; left--) {
          long at = moment();
          long until = at + span(500 * MILLI, 3000 * MILLI);
          faults.add(new Fault(kind, at, until, subsetOrAll(), 0, 0, 10 + below(2000)));
        }
      }
    }
  }

  private interface Draw {
    int next();
  }

  /** Faults that strike a leader or any node for a span. */
  private void several(
      FaultKind kind, int count, long least, long most, Draw who, Draw hard, List<Fault> faults) {
    for (int left = count; left > 0; left--) {
      long at = moment();
      long until = at + span(least, most);
      int cut = who.next();
      faults.add(new Fault(kind, at, until, leaderOrNode(), group(), cut, hard.next()));
    }
  }

  /**
   * Mostly the slow way is the way to a leader, and in the end the way back is cut: for so long,
   * and with so much still in the queue, that the others elect another one meanwhile.
   */
  private void slowLink(long atNanos, List<Fault> faults) {
    boolean cut = prng.chance(3, 4);
    int nodes = cut ? 0 : leaderOrNode();
    long leastNanos = cut ? 2 * electionNanos : electionNanos / 2;
    long lateNanos = (leastNanos << below(3)) + prng.below(electionNanos);
    long until = atNanos + 2 * lateNanos + span(2 * electionNanos, 8 * electionNanos);
    int lateMicros = (int) (lateNanos / 1000) & ~1;
    int magnitude = cut || prng.chance(1, 2) ? lateMicros | 1 : lateMicros;
    int theirs = cut ? someClients() : 0;
    faults.add(new Fault(FaultKind.SLOW_LINK, atNanos, until, nodes, group(), theirs, magnitude));
  }

  /** One or two windows in which frames suffer; the rate is even on a logarithmic scale. */
  private void noise(FaultKind kind, int least, int most, List<Fault> faults) {
    for (int left = 1 + below(2); left > 0; left--) {
      long at = prng.chance(1, 3) ? 0 : moment();
      long until = prng.chance(1, 3) ? safetyNanos : at + span(500 * MILLI, 5000 * MILLI);
      int rate =
          least << below(Integer.numberOfTrailingZeros(Integer.highestOneBit(most / least)) + 1);
      faults.add(new Fault(kind, at, Math.max(at, until), subsetOrAll(), 0, 0, rate));
    }
  }

  /** From {@code least} to {@code least + spread - 1}; half of it or twice as many by intensity. */
  private int count(int least, int spread) {
    int usual = least + below(spread);
    return switch (intensity) {
      case CALM -> (usual + 1) / 2;
      case USUAL -> usual;
      case WILD -> 2 * usual;
    };
  }

  private int below(int bound) {
    return (int) prng.below(bound);
  }

  private long moment() {
    return 300 * MILLI + prng.below(safetyNanos - 600 * MILLI);
  }

  private long span(long leastNanos, long mostNanos) {
    return leastNanos + prng.below(mostNanos - leastNanos + 1);
  }

  private int group() {
    return 1 + below(cluster.groups());
  }

  private int node() {
    return 1 << below(cluster.nodes());
  }

  private int leaderOrNode() {
    return prng.chance(1, 2) ? 0 : node();
  }

  private int subsetOrAll() {
    return prng.chance(1, 2) ? cluster.everyNode() : someNodes(cluster.nodes());
  }

  private int someNodes(int most) {
    return subset(prng, cluster.nodes(), 1 + below(most));
  }

  /** Half of the partitions let clients be, the others divide them too. */
  private int clientsOfASide() {
    return prng.chance(1, 2) ? someClients() : 0;
  }

  private int someClients() {
    return subset(prng, clients, 1 + below(clients));
  }

  private int everyClient() {
    return (1 << clients) - 1;
  }

  /** {@code size} of {@code count} bits, at random. */
  static int subset(Prng prng, int count, int size) {
    int chosen = 0;
    for (int left = size; left > 0; ) {
      int bit = 1 << prng.below(count);
      if ((chosen & bit) == 0) {
        chosen |= bit;
        left--;
      }
    }
    return chosen;
  }
}
