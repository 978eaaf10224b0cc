package io.apexkv.sim.plan;

import io.apexkv.kernel.base.Prng;
import java.util.List;

/** Draws the faults of one kind: how many, when, whom and how hard. */
final class FaultPlanner {

  private static final long MILLI = 1_000_000L;

  private final Prng prng;
  private final Cluster cluster;

  FaultPlanner(Prng prng, Cluster cluster) {
    this.prng = prng;
    this.cluster = cluster;
  }

  /** Adds this kind's faults to {@code faults}. */
  void plan(FaultKind kind, long safetyNanos, int clients, List<Fault> faults) {
    long electionNanos = cluster.timing().electionTimeoutNanos();
    boolean between = cluster.nodes() > 1;
    switch (kind) {
      case DROP, DUPLICATE, REORDER, BIT_FLIP -> {
        if (between) {
          noise(kind, safetyNanos, 1_000, 300_000, faults);
        }
      }
      case DELAY -> noise(kind, safetyNanos, 1_000, 200_000, faults);
      case PARTITION, ONE_WAY_PARTITION -> {
        if (between) {
          for (int left = 2 + below(5); left > 0; left--) {
            long at = moment(safetyNanos);
            long until = at + span(electionNanos / 2, 12 * electionNanos);
            // Half of the time the leader itself, alone: the partition that hurts.
            int nodes =
                prng.chance(1, 2)
                    ? 0
                    : subset(prng, cluster.nodes(), 1 + below(cluster.nodes() - 1));
            boolean bridged = cluster.nodes() > 2 && prng.chance(1, 3);
            int bridge = bridged ? 1 + below(cluster.nodes()) : 0;
            faults.add(new Fault(kind, at, until, nodes, group(), 0, bridge));
          }
        }
      }
      case CLIENT_PARTITION -> {
        for (int left = 1 + below(4); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(100 * MILLI, 1500 * MILLI);
          int cut = subset(prng, clients, 1 + below(clients));
          faults.add(new Fault(kind, at, until, leaderOrNode(), group(), cut, 0));
        }
      }
      case CONNECTION_RESET -> {
        for (int left = 2 + below(8); left > 0; left--) {
          long at = moment(safetyNanos);
          faults.add(new Fault(kind, at, at, leaderOrNode(), group(), 0, 0));
        }
      }
      case CRASH, CRASH_WRITING, STOP -> {
        for (int left = 1 + below(6); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(5 * MILLI, 8 * electionNanos);
          faults.add(new Fault(kind, at, until, leaderOrNode(), group(), 0, 0));
        }
      }
      case CRASH_RECOVERING -> {
        for (int left = 1 + below(3); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(5 * MILLI, 4 * electionNanos);
          faults.add(new Fault(kind, at, until, leaderOrNode(), group(), 0, 50 + below(3000)));
        }
      }
      case POWER_LOSS -> {
        for (int left = 1 + below(2); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(5 * MILLI, 2 * electionNanos);
          faults.add(new Fault(kind, at, until, cluster.everyNode(), 0, 0, 0));
        }
      }
      case CRASH_ELECTING -> {
        for (int left = 1 + below(4); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(5 * MILLI, electionNanos);
          faults.add(new Fault(kind, at, until, subsetOrAll(), group(), 0, 1 + below(200)));
        }
      }
      case SLOW_LINK -> {
        for (int left = 1 + below(3); between && left > 0; left--) {
          slowLink(moment(safetyNanos), clients, faults);
        }
      }
      case PAUSE -> {
        for (int left = 1 + below(6); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(electionNanos / 4, 10 * electionNanos);
          faults.add(new Fault(kind, at, until, leaderOrNode(), group(), 0, below(2)));
        }
      }
      case CLOCK_DRIFT -> {
        for (int left = 1 + below(4); left > 0; left--) {
          long at = moment(safetyNanos);
          int drift = below(100_001) - 50_000;
          faults.add(new Fault(kind, at, safetyNanos, node(), 0, 0, drift == 0 ? 1 : drift));
        }
      }
      case SLOW_DISK -> {
        for (int left = 1 + below(4); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(50 * MILLI, 1500 * MILLI);
          int factor = prng.chance(1, 3) ? 0 : 2 + below(60); // 0: a stall
          faults.add(new Fault(kind, at, until, leaderOrNode(), group(), 0, factor));
        }
      }
      case LATE_ENGINE -> {
        for (int left = 1 + below(3); left > 0; left--) {
          long at = moment(safetyNanos);
          long until = at + span(500 * MILLI, 3000 * MILLI);
          faults.add(new Fault(kind, at, until, subsetOrAll(), 0, 0, 10 + below(2000)));
        }
      }
    }
  }

  /** Half of the time the slow way is the way to the nodes, and in the end the way back is cut. */
  private void slowLink(long atNanos, int clients, List<Fault> faults) {
    long electionNanos = cluster.timing().electionTimeoutNanos();
    int nodes = leaderOrNode();
    long lateNanos = ((electionNanos / 2) << below(5)) + prng.below(electionNanos);
    long until = atNanos + 2 * lateNanos + span(electionNanos, 8 * electionNanos);
    boolean cut = prng.chance(1, 2);
    int lateMicros = (int) (lateNanos / 1000) & ~1;
    int magnitude = cut || prng.chance(1, 2) ? lateMicros | 1 : lateMicros;
    int theirs = cut ? subset(prng, clients, 1 + below(clients)) : 0;
    faults.add(new Fault(FaultKind.SLOW_LINK, atNanos, until, nodes, group(), theirs, magnitude));
  }

  /** One or two windows in which frames suffer; the rate is even on a logarithmic scale. */
  private void noise(FaultKind kind, long safetyNanos, int least, int most, List<Fault> faults) {
    for (int left = 1 + below(2); left > 0; left--) {
      long at = prng.chance(1, 3) ? 0 : moment(safetyNanos);
      long until = prng.chance(1, 3) ? safetyNanos : at + span(500 * MILLI, 5000 * MILLI);
      int rate =
          least << below(Integer.numberOfTrailingZeros(Integer.highestOneBit(most / least)) + 1);
      faults.add(new Fault(kind, at, Math.max(at, until), subsetOrAll(), 0, 0, rate));
    }
  }

  private int below(int bound) {
    return (int) prng.below(bound);
  }

  private long moment(long safetyNanos) {
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
    return prng.chance(1, 2)
        ? cluster.everyNode()
        : subset(prng, cluster.nodes(), 1 + below(cluster.nodes()));
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
