package io.apexkv.runtime.cli.bench.load;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One thread of a load, with its connections. */
final class Worker implements Runnable {

  private static final long SELECT_MILLIS = 100;
  private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final List<Connection> connections;
  private final Tally tally;
  private final @Nullable Pace pace;
  private final long untilNanos;
  private final Consumer<SelectionKey> onReady = this::ready;
  private long asksLeft;
  private int turn;
  private @Nullable IOException broken;
  private volatile boolean abandoned;

  /**
   * @param pace null for a closed loop
   * @param asks requests after which it stops
   * @param untilNanos time of the clock at which it stops
   */
  Worker(
      List<Connection> connections, Tally tally, @Nullable Pace pace, long asks, long untilNanos) {
    this.connections = connections;
    this.tally = tally;
    this.pace = pace;
    this.asksLeft = asks;
    this.untilNanos = untilNanos;
  }

  /** Ends it at once; for any thread. */
  void abandon() throws IOException {
    abandoned = true;
    for (Connection connection : connections) {
      connection.close();
    }
  }

  @Override
  public void run() {
    try {
      Connection first = connections.getFirst();
      if (connections.size() == 1 && pace == null && first.depth() == 1) {
        runBlocking(first);
      } else {
        runSelecting();
      }
    } catch (IOException | RuntimeException failed) { // also of a server that breaks its protocol
      tally.failed(abandoned ? "no answer for too long" : String.valueOf(failed.getMessage()));
    }
  }

  /**
   * A lone request needs no selector: its thread waits in the read. Several would: who writes all
   * of them before it reads may wait for a server that waits for its answers to be read.
   */
  private void runBlocking(Connection connection) throws IOException {
    connection.channel.configureBlocking(true);
    while (true) {
      refill(connection);
      if (connection.isIdle()) {
        return;
      }
      while (!connection.send()) {
        // blocking: the rest goes at once
      }
      connection.receive();
    }
  }

  private void runSelecting() throws IOException {
    try (Selector selector = Selector.open()) {
      for (Connection connection : connections) {
        connection.channel.configureBlocking(false);
        SelectionKey key = connection.channel.register(selector, SelectionKey.OP_READ, connection);
        if (pace == null) {
          refill(connection);
          flush(key, connection);
        }
      }
      while (broken == null && !abandoned && !isOver()) {
        await(selector);
        if (pace != null) {
          askWhatIsDue(pace, selector);
        }
      }
      if (abandoned) {
        throw new IOException("abandoned");
      }
      if (broken != null) {
        throw broken;
      }
    }
  }

  private void await(Selector selector) throws IOException {
    long waitNanos = pace == null ? Long.MAX_VALUE : pace.dueNanos() - System.nanoTime();
    if (waitNanos >= TimeUnit.MILLISECONDS.toNanos(2) || !stillAsks()) {
      long millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(waitNanos) - 1, 1, SELECT_MILLIS);
      selector.select(onReady, millis);
    } else if (selector.selectNow(onReady) == 0 && waitNanos > 0) {
      LockSupport.parkNanos(Math.min(waitNanos, NAP_NANOS)); // selectors know only milliseconds
    }
  }

  /** What came on a connection, and in a closed loop what goes in its place. */
  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isReadable()) {
        connection.receive();
        if (pace == null) {
          refill(connection);
        }
      }
      flush(key, connection);
    } catch (IOException failed) {
      broken = failed;
    }
  }

  private void refill(Connection connection) {
    if (!stillAsks()) {
      return;
    }
    long now = System.nanoTime();
    while (asksLeft > 0 && connection.mayAsk()) {
      connection.ask(now);
      asksLeft--;
    }
  }

  private void askWhatIsDue(Pace open, Selector selector) throws IOException {
    long now = System.nanoTime();
    int full = 0;
    while (stillAsks() && open.dueNanos() <= now && full < connections.size()) {
      Connection connection = connections.get(turn);
      turn = turn + 1 == connections.size() ? 0 : turn + 1;
      if (connection.mayAsk()) {
        connection.ask(open.dueNanos());
        open.sent();
        asksLeft--;
        full = 0;
      } else {
        full++;
      }
    }
    for (Connection connection : connections) {
      flush(connection.channel.keyFor(selector), connection);
    }
  }

  private static void flush(SelectionKey key, Connection connection) throws IOException {
    int interest = SelectionKey.OP_READ | (connection.send() ? 0 : SelectionKey.OP_WRITE);
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  private boolean stillAsks() {
    return asksLeft > 0 && System.nanoTime() - untilNanos < 0;
  }

  private boolean isOver() throws IOException {
    if (stillAsks()) {
      return false;
    }
    for (Connection connection : connections) {
      if (!connection.isIdle()) {
        if (asksLeft > 0 && System.nanoTime() - untilNanos > DRAIN_NANOS) {
          throw new IOException("some requests were never answered");
        }
        return false;
      }
    }
    return true;
  }
}
