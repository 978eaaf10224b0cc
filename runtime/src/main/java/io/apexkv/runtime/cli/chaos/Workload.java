package io.apexkv.runtime.cli.chaos;

import io.apexkv.sim.history.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;

/**
 * The clients of a run. They share keys and connections, four a connection; every fourth connection
 * writes without sessions, so that lost answers stay UNKNOWN and the history has open ends.
 */
final class Workload {

  private static final int CLIENTS_A_CONNECTION = 4;
  private static final long SINNERS_PAUSE_MILLIS = 200;

  private final ChaosPlan plan;
  private final List<ByteString> keys;
  private final ClientPool pool;
  private final MixedScript.Seen seen;

  Workload(ChaosPlan plan, List<ByteString> keys, ClientPool pool) {
    this.plan = plan;
    this.keys = keys;
    this.pool = pool;
    seen = new MixedScript.Seen(keys.size());
  }

  /**
   * The clients, ready to begin.
   *
   * @param over when they are to end
   */
  List<Worker> workers(
      Recorder recorder, FailoverMeter meter, long beganNanos, BooleanSupplier over) {
    List<Worker> workers = new ArrayList<>();
    Asker connection = connection(0);
    for (int client = 0; client < plan.clients(); client++) {
      if (client > 0 && client % CLIENTS_A_CONNECTION == 0) {
        connection = connection(client / CLIENTS_A_CONNECTION);
      }
      boolean sins = plan.sin() != null && client % 2 == 1;
      workers.add(
          new Worker(
              sins ? sinner(over) : connection,
              script(client),
              pace(client, beganNanos),
              recorder,
              meter,
              over));
    }
    return workers;
  }

  private Asker connection(int number) {
    boolean plain = number % 4 == 3;
    return new HonestAsker(plain ? pool.withoutSessions() : pool.withSessions());
  }

  private Asker sinner(BooleanSupplier over) {
    return new SinningAsker(pool::impatientSession, Workload::pauseOfASinner, over);
  }

  /** Long enough for others to write in between. */
  private static void pauseOfASinner() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(
        ThreadLocalRandom.current().nextLong(SINNERS_PAUSE_MILLIS, 3 * SINNERS_PAUSE_MILLIS));
  }

  private MixedScript script(int client) {
    return new MixedScript(
        keys,
        seen,
        "c" + client,
        RandomGeneratorFactory.of("L64X128MixRandom").create(31 * plan.seed() + client));
  }

  /** Sins show where much is under way, so nobody waits then. */
  private Pace pace(int client, long beganNanos) {
    long intervalNanos =
        plan.sin() == null
            ? TimeUnit.SECONDS.toNanos(1) * plan.clients() / plan.operationsASecond()
            : 0;
    return new Pace(
        intervalNanos, true, beganNanos + offsetNanos(client, plan.clients(), intervalNanos));
  }

  /**
   * How much later than the first client one begins. The clients of a connection ask at the same
   * moments, so that their writes share a block of the log: a log grows by a block for each write
   * that comes alone, and the dead have to read all of it before they serve again.
   */
  static long offsetNanos(int client, int clients, long intervalNanos) {
    int connections = (clients + CLIENTS_A_CONNECTION - 1) / CLIENTS_A_CONNECTION;
    return intervalNanos * (client / CLIENTS_A_CONNECTION) / connections;
  }
}
