package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.ApexClient;
import io.apexkv.client.core.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The connections of the clients. For use by several threads.
 *
 * <p>They give a silent node up after a quarter of a second, so that a paused one is left soon, and
 * look for a leader every 40 ms or so, so that a failover is measured rather than their patience.
 */
final class ClientPool implements AutoCloseable {

  private static final Duration ATTEMPT = Duration.ofMillis(250);
  private static final Duration OPERATION = Duration.ofSeconds(2);

  /** A sinner's patience: less than an election takes, so that failovers make it sin. */
  private static final Duration IMPATIENT = Duration.ofMillis(120);

  private final String seeds;
  private final Deque<ApexClient> clients = new ArrayDeque<>();
  private boolean closed;

  ClientPool(List<String> addresses) {
    seeds = String.join(",", addresses);
  }

  /** Writes under sessions: what is sent again is applied once. */
  ApexClient withSessions() {
    return withSessions(OPERATION);
  }

  /** The same with another limit for an operation with all its repetitions. */
  ApexClient withSessions(Duration operation) {
    return add(
        ApexClient.builder(seeds)
            .timeout(operation)
            .attemptTimeout(ATTEMPT)
            .backoff(Duration.ofMillis(5), Duration.ofMillis(40))
            .build());
  }

  /** Writes without sessions: sent once, and UNKNOWN if the answer is lost. */
  ApexClient withoutSessions() {
    return add(
        ApexClient.builder(seeds)
            .timeout(OPERATION)
            .attemptTimeout(ATTEMPT)
            .backoff(Duration.ofMillis(5), Duration.ofMillis(40))
            .withoutSessions()
            .build());
  }

  /** A session of its own that gives up too soon: for those who sin. */
  SinningAsker.Session impatientSession() {
    ApexClient client = withSessions(IMPATIENT);
    Asker asker = new HonestAsker(client);
    return new SinningAsker.Session() {
      @Override
      public Outcome ask(Operation operation) throws InterruptedException {
        return asker.ask(operation);
      }

      @Override
      public void end() {
        remove(client);
        client.close();
      }
    };
  }

  private synchronized void remove(ApexClient client) {
    clients.remove(client);
  }

  private synchronized ApexClient add(ApexClient client) {
    if (closed) {
      client.close();
      throw new IllegalStateException("the pool is closed");
    }
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    Deque<ApexClient> all;
    synchronized (this) {
      closed = true;
      all = new ArrayDeque<>(clients);
      clients.clear();
    }
    all.forEach(ApexClient::close);
  }
}
