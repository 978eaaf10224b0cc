package io.apexkv.sim.client;

import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.sim.client.Request.Kind;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Workload;

/**
 * What one client does next, in the shapes of the plan: a function of the seed, the client, a
 * count, the time, and the value that the client last saw at a key, which is what a CAS expects.
 */
final class Requests {

  private static final long MICRO = 1_000L;
  private static final long SECOND = 1_000_000_000L;

  /** How long a client that idles does nothing, at most. */
  private static final long LONGEST_IDLE_NANOS = 2 * SECOND;

  /** Requests that follow each other at once, where arrivals come in trains. */
  private static final int TRAIN = 16;

  private final Luck luck;
  private final Workload workload;
  private final int mostValueBytes;
  private final int client;
  private final LongLongMap lastSeen = new LongLongMap(-2);
  private long count;

  Requests(Plan plan, Luck luck, int client) {
    this.luck = luck;
    this.workload = plan.workload();
    this.mostValueBytes = plan.cluster().limits().maxValueBytes();
    this.client = client;
  }

  /** The next request, on a key that all clients share. */
  Request next(long nowNanos) {
    return nextOn(key(nowNanos));
  }

  /** The next request, on a given key. */
  Request nextOn(int key) {
    count++;
    long draw = below(100, 1);
    if (draw < workload.getPercent() || workload.onlyReads(client)) {
      return Request.get(key);
    }
    draw -= workload.getPercent();
    if (draw < workload.delPercent()) {
      return Request.del(key);
    }
    draw -= workload.delPercent();
    int bytes = valueBytes();
    long value = Values.number(client + 1, count, bytes);
    if (draw < workload.putPercent()) {
      return new Request(Kind.PUT, key, value, Request.ABSENT, bytes);
    }
    long expected = lastSeen.containsKey(key) ? lastSeen.get(key) : Request.ABSENT;
    return new Request(Kind.CAS, key, value, expected, bytes);
  }

  /** How long to think before the next request. */
  long thinkNanos(long nowNanos) {
    long mean = workload.thinkNanos();
    return switch (workload.arrival()) {
      case STEADY -> below(2 * mean, 2);
      case TOGETHER -> {
        long period = 4 * mean;
        yield period - nowNanos % period + below(mean / 8, 2);
      }
      case TRAINS -> count % TRAIN == 0 ? below(2 * TRAIN * mean, 2) : below(MICRO, 2);
      case IDLING -> below(64, 4) == 0 ? below(LONGEST_IDLE_NANOS, 2) : below(2 * mean, 2);
    };
  }

  private int key(long nowNanos) {
    int keys = workload.keys();
    return switch (workload.keyShape()) {
      case UNIFORM -> (int) below(keys, 0);
      case ZIPF -> {
        // Octave o holds the ranks from 2^o to 2^(o+1) - 1, and the last of them what is left.
        int octaves = Integer.SIZE - Integer.numberOfLeadingZeros(keys);
        int first = 1 << below(octaves, 5);
        yield first - 1 + (int) below(Math.min(first, keys - first + 1), 0);
      }
      case HOT -> hotOrAny(0);
      case MOVING -> hotOrAny(nowNanos / SECOND);
    };
  }

  /** All clients have the same hot key at a time. */
  private int hotOrAny(long epoch) {
    boolean hot = below(2, 5) == 0;
    return (int)
        (hot
            ? luck.below(workload.keys(), Purpose.HOT_KEY, epoch, 0, 0)
            : below(workload.keys(), 0));
  }

  /** The client knows what was at a key a moment ago. */
  void saw(int key, long value) {
    lastSeen.put(key, value);
  }

  private int valueBytes() {
    if (below(Luck.MILLION, 3) < workload.largePerMillion()) {
      return mostValueBytes;
    }
    int usual = workload.valueBytes();
    return switch (workload.valueShape()) {
      case FIXED -> usual;
      case UNIFORM -> Values.LEAST_BYTES + (int) below(usual - Values.LEAST_BYTES + 1, 6);
      case BIMODAL -> below(2, 6) == 0 ? Values.LEAST_BYTES : usual;
    };
  }

  private long below(long bound, int what) {
    return luck.below(bound, Purpose.WORKLOAD, client, count, what);
  }
}
