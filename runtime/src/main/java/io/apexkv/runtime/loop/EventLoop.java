package io.apexkv.runtime.loop;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.Inputs;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.net.Transport;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * One thread that drives one kernel, batch by batch, by the host's rules of {@code
 * docs/contract.md}: everything that is ready is read first, then the clock is looked at once, then
 * the kernel hears of it all and flushes, and only then anything is written.
 */
public final class EventLoop {

  private final Inputs kernel;
  private final RuntimeHost host;
  private final Transport transport;
  private final Disk disk;
  private final Clock clock;
  private final long drainNanos;
  private final BooleanSupplier otherWork = this::hasOtherWork;

  private volatile boolean stopAsked;
  private boolean draining;
  private long drainUntilNanos;

  /**
   * @param drainNanos how long a stop waits for pending requests at most
   */
  public EventLoop(
      Inputs kernel,
      RuntimeHost host,
      Transport transport,
      Disk disk,
      Clock clock,
      long drainNanos) {
    this.kernel = kernel;
    this.host = host;
    this.transport = transport;
    this.disk = disk;
    this.clock = clock;
    this.drainNanos = drainNanos;
  }

  /** Asks for a clean stop; from any thread. */
  public void stop() {
    stopAsked = true;
    transport.wake();
  }

  /** Runs until a stop or a halt, and then closes disk and connections. Never throws. */
  public Ending run() {
    Ending ending;
    try {
      ending = runBatches();
    } catch (Throwable broken) {
      ending = new Ending.Broken(broken);
    }
    disk.close();
    try {
      transport.close();
    } catch (IOException alreadyBroken) {
      // The process ends; the system closes what is left.
    }
    return ending;
  }

  private Ending runBatches() throws IOException {
    kernel.booted(clock.nowNanos(), clock.wallMillis());
    flush(clock.nowNanos());
    while (host.halted() == null) {
      transport.receive(deadlineNanos(), clock.nowNanos(), otherWork);
      long now = clock.nowNanos(); // not before: leases rest on it
      kernel.time(now, clock.wallMillis());
      if (stopAsked && !draining) {
        drain(now);
      }
      transport.deliver(kernel, now);
      disk.complete(kernel, now);
      flush(now);
      if (draining && (now - drainUntilNanos >= 0 || isDrained())) {
        return new Ending.Stopped(isDrained());
      }
    }
    return host.halted();
  }

  private void flush(long now) {
    kernel.flush(now);
    if (host.halted() != null) {
      return;
    }
    disk.begin();
    transport.transmit(kernel);
  }

  private void drain(long now) throws IOException {
    draining = true;
    drainUntilNanos = now + drainNanos;
    transport.stopAccepting();
    kernel.admin(now, AdminOrder.DRAIN);
  }

  /** Nothing is owed to anybody: while the kernel recovers, nothing can be pending. */
  private boolean isDrained() {
    return (host.isDrained() || kernel.bootCounter() == 0) && transport.isWritten();
  }

  private long deadlineNanos() {
    long deadline = kernel.nextDeadlineNanos();
    return draining ? Math.min(deadline, drainUntilNanos) : deadline;
  }

  private boolean hasOtherWork() {
    return disk.hasCompletions() || (stopAsked && !draining);
  }
}
