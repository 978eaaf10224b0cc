package io.apexkv.runtime.loop;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Stands in for a kernel: answers every request with PONG and notes every input as a line, which
 * tests wait for. It leads a clock's life of 2 ms, so that what a test asks for soon happens.
 */
final class ToyKernel implements Inputs {

  private static final long TICK_NANOS = 2_000_000;

  /** A request that awaits its answer. */
  record Asked(long connection, int sequence) {}

  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
  private final Queue<Consumer<Host>> posted = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Asked> unanswered = new ArrayDeque<>();
  private final ByteBuffer answer = ByteBuffer.allocate(ClientFrame.HEADER_BYTES);
  private @Nullable Host host;
  private boolean draining;
  private @Nullable Consumer<Host> recurring;
  private long now;

  /** What {@link #bootCounter} tells. */
  volatile long boot = 7;

  /** Requests stay unanswered while this is set. */
  volatile boolean holding;

  void on(Host itsHost) {
    host = itsHost;
  }

  /** Does something in the next flush. */
  void post(Consumer<Host> effect) {
    posted.add(effect);
  }

  /** Does something in every flush from now on. */
  void everyFlush(Consumer<Host> effect) {
    posted.add(
        host -> {
          effect.accept(host);
          recurring = effect;
        });
  }

  /** Waits until some input was noted that matches; answers it. */
  String await(Predicate<String> wanted) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < until) {
      for (String line : heard) {
        if (wanted.test(line)) {
          return line;
        }
      }
      Thread.onSpinWait();
      TimeUnit.MILLISECONDS.sleep(1);
    }
    throw new AssertionError("never heard; but: " + heard);
  }

  String await(String line) throws InterruptedException {
    return await(line::equals);
  }

  long count(Predicate<String> wanted) {
    return heard.stream().filter(wanted).count();
  }

  /** Everything noted that matches, in order. */
  List<String> all(Predicate<String> wanted) {
    return heard.stream().filter(wanted).toList();
  }

  /** The sum of the numbers that end the matching lines. */
  long sum(Predicate<String> wanted, int numberAt) {
    return heard.stream()
        .filter(wanted)
        .mapToLong(line -> Long.parseLong(line.substring(numberAt)))
        .sum();
  }

  private void note(String line) {
    heard.add(line);
  }

  @Override
  public void booted(long nowNanos, long wallMillis) {
    now = nowNanos;
    note("booted");
  }

  @Override
  public void time(long nowNanos, long wallMillis) {
    now = nowNanos;
  }

  @Override
  public void peerUp(long nowNanos, int peer, long bootCounter) {
    note("up " + peer + " boot " + bootCounter);
  }

  @Override
  public void peerDown(long nowNanos, int peer) {
    note("down " + peer);
  }

  @Override
  public void sendSpace(long nowNanos, int peer, int bytes) {
    note("space " + peer + " " + bytes);
  }

  @Override
  public void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    note("message " + peer + " " + length + " bytes ending " + buffer.get(offset + length - 1));
  }

  @Override
  public void datagram(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void connectionOpened(long nowNanos, long connection) {
    note("opened " + connection);
  }

  @Override
  public void connectionClosed(long nowNanos, long connection) {
    note("closed " + connection);
  }

  @Override
  public void request(long nowNanos, long connection, ByteBuffer buffer, int offset, int length) {
    int sequence = ClientFrame.sequence(buffer, offset);
    note("request " + connection + " #" + sequence + " " + length + " at " + nowNanos);
    unanswered.add(new Asked(connection, sequence));
  }

  @Override
  public void diskDone(
      long nowNanos, long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    note("disk " + ticket + " " + status);
  }

  @Override
  public void admin(long nowNanos, AdminOrder order) {
    note("admin " + order);
    draining = true;
  }

  @Override
  public void flush(long nowNanos) {
    Host effects = host;
    if (effects == null) {
      throw new IllegalStateException("a kernel has a host");
    }
    for (Consumer<Host> effect = posted.poll(); effect != null; effect = posted.poll()) {
      effect.accept(effects);
    }
    if (recurring != null) {
      recurring.accept(effects);
    }
    while (!holding && !unanswered.isEmpty()) {
      Asked asked = unanswered.remove();
      ClientFrame.header(answer, 0, ClientAnswer.PONG, 0, 1, 0, asked.sequence);
      effects.reply(asked.connection, answer, 0, ClientFrame.HEADER_BYTES);
    }
    if (draining && unanswered.isEmpty()) {
      draining = false;
      effects.trace(Trace.DRAINED, 0, 0, 0);
    }
  }

  @Override
  public long nextDeadlineNanos() {
    return now + TICK_NANOS;
  }

  @Override
  public long bootCounter() {
    return boot;
  }
}
