package io.apexkv.sim.client;

import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.sim.client.Request.Kind;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Workload;

/**
 * What one client does next: a function of the seed, the client, a count, and the value that the
 * client last saw at a key, which is what a CAS expects.
 */
final class Requests {

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
  Request next() {
    return next((int) below(workload.keys(), 0));
  }

  /** The next request, on a given key. */
  Request next(int key) {
    count++;
    long draw = below(100, 1);
    if (draw < workload.getPercent()) {
      return new Request(Kind.GET, key, Request.ABSENT, Request.ABSENT, 0);
    }
    draw -= workload.getPercent();
    if (draw < workload.delPercent()) {
      return new Request(Kind.DEL, key, Request.ABSENT, Request.ABSENT, 0);
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
  long thinkNanos() {
    return below(2 * workload.thinkNanos(), 2);
  }

  /** The client knows what was at a key a moment ago. */
  void saw(int key, long value) {
    lastSeen.put(key, value);
  }

  private int valueBytes() {
    if (below(Luck.MILLION, 3) < workload.largePerMillion()) {
      return mostValueBytes;
    }
    return workload.valueBytes();
  }

  private long below(long bound, int what) {
    return luck.below(bound, Purpose.WORKLOAD, client, count, what);
  }
}
