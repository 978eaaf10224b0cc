package io.apexkv.client;

import io.apexkv.client.core.ClientCore;
import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.ClientSettings;
import io.apexkv.client.core.Completion;
import io.apexkv.client.core.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The client's one thread: it alone calls the core and touches sockets. Other threads hand requests
 * over through a queue and wake it only if it sleeps.
 */
final class EventLoop implements SocketTransport.Events {

  /** How long closing may take to send what is left. */
  private static final long FAREWELL_NANOS = 500_000_000L;

  private static final long MILLI = 1_000_000L;
  private static final int ACTIONS_A_TURN = 1024;

  private final ClientSettings settings;
  private final Selector selector;
  private final SocketTransport transport;
  private final ClientCore core;
  private final Thread thread;
  private final long originNanos = System.nanoTime();

  private final ConcurrentLinkedQueue<Runnable> actions = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sleeping = new AtomicBoolean();

  /** Requests handed over and not completed: the bound holds before they reach the queue. */
  private final AtomicInteger pendingRequests = new AtomicInteger();

  private final AtomicLong pendingBytes = new AtomicLong();

  /** No action is run by the loop any more; who adds one then has to run it. */
  private volatile boolean ended;

  private boolean closing;
  private long nowNanos;

  EventLoop(ClientSettings settings) {
    this.settings = settings;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector can be opened", e);
    }
    transport = new SocketTransport(selector, this);
    core = new ClientCore(settings, transport);
    thread = Thread.ofPlatform().name("apexkv-client").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isCurrentThread() {
    return Thread.currentThread().equals(thread);
  }

  /** Hands a request over; the completion is called on the loop's thread, or here if refused. */
  void submit(ClientRequest request, long timeoutNanos, Completion completion) {
    int bytes = request.bytes();
    boolean tooMany = pendingRequests.incrementAndGet() > settings.pendingRequests();
    boolean tooLarge = pendingBytes.addAndGet(bytes) > settings.pendingBytes();
    if (tooMany || tooLarge) {
      release(bytes);
      completion.completed(
          new Outcome.Failed(
              "BUSY: too many requests of this client are pending (at most "
                  + settings.pendingRequests()
                  + " of "
                  + settings.pendingBytes()
                  + " bytes together)"));
      return;
    }
    later(
        () -> {
          core.submit(
              nowNanos,
              request,
              timeoutNanos,
              outcome -> {
                release(bytes);
                completion.completed(outcome);
              });
        });
  }

  private void release(int bytes) {
    pendingRequests.decrementAndGet();
    pendingBytes.addAndGet(-bytes);
  }

  @Override
  public void later(Runnable action) {
    actions.add(action);
    if (ended) {
      runLastActions();
    } else if (!isCurrentThread() && sleeping.compareAndSet(true, false)) {
      selector.wakeup();
    }
  }

  /** Ends everything that is pending and the loop; returns when that is done. */
  void close() {
    later(() -> closing = true);
    if (isCurrentThread()) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing) {
        turn(Long.MAX_VALUE);
      }
      core.close(nowNanos);
      transport.flush();
      long untilNanos = nowNanos + FAREWELL_NANOS;
      while (transport.hasBacklog() && nowNanos < untilNanos) {
        turn(untilNanos);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the client's selector failed", e);
    } finally {
      end();
    }
  }

  /** Waits until there is something to do, at most until then, and does it. */
  private void turn(long untilNanos) throws IOException {
    select(Math.min(untilNanos, core.nextDeadlineNanos()));
    nowNanos = clockNanos();
    runActions();
    if (core.nextDeadlineNanos() <= nowNanos) {
      core.onTime(nowNanos);
    }
    transport.flush();
  }

  private void select(long deadlineNanos) throws IOException {
    sleeping.set(true);
    long waitNanos = deadlineNanos - clockNanos();
    if (!actions.isEmpty() || waitNanos <= 0) {
      sleeping.set(false);
      selector.selectNow(this::ready);
    } else if (deadlineNanos == ClientCore.NO_DEADLINE) {
      selector.select(this::ready);
    } else {
      selector.select(this::ready, waitNanos / MILLI + 1);
    }
    sleeping.set(false);
  }

  private void ready(SelectionKey key) {
    nowNanos = clockNanos();
    transport.ready(key);
  }

  private long clockNanos() {
    return System.nanoTime() - originNanos;
  }

  /** Not all at once: sockets must not starve while other threads add more and more. */
  private void runActions() {
    for (int i = 0; i < ACTIONS_A_TURN; i++) {
      Runnable action = actions.poll();
      if (action == null) {
        return;
      }
      action.run();
    }
  }

  private void end() {
    try {
      core.close(nowNanos); // again, if it was an exception that led here
      core.disconnect();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the client's selector could not be closed", e);
    } finally {
      ended = true;
      runLastActions();
    }
  }

  /** The core is closed, so every request ends at once; whichever thread added it. */
  private synchronized void runLastActions() {
    for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
      action.run();
    }
  }

  @Override
  public void connected(long connection) {
    core.onConnected(nowNanos, connection);
  }

  @Override
  public void disconnected(long connection, String reason) {
    core.onDisconnected(nowNanos, connection, reason);
  }

  @Override
  public void frame(SocketConnection connection, ByteBuffer buffer, int offset, int length) {
    core.onFrame(nowNanos, connection.number, buffer, offset, length);
  }
}
