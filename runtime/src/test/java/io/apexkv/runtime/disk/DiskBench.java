package io.apexkv.runtime.disk;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Drives a disk as an event loop does, and keeps what it completes. */
final class DiskBench implements Inputs {

  /** One completion. */
  record Done(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {}

  final List<Done> done = new ArrayList<>();
  private final Semaphore wakeUps = new Semaphore(0);

  /** What the disk calls when it has completions. */
  void wake() {
    wakeUps.release();
  }

  /** Begins what was asked and waits for the next completions to come. */
  Done await(Disk disk) throws InterruptedException {
    int before = done.size();
    await(disk, before + 1);
    return done.get(before);
  }

  /** Waits until so many operations have completed in all. */
  void await(Disk disk, int count) throws InterruptedException {
    while (done.size() < count) {
      disk.begin();
      if (!wakeUps.tryAcquire(20, TimeUnit.SECONDS)) {
        throw new AssertionError("only " + done.size() + " of " + count + " operations completed");
      }
      disk.complete(this, 0);
    }
  }

  @Override
  public void diskDone(
      long nowNanos, long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    done.add(new Done(ticket, status, buffer, length));
  }

  @Override
  public void booted(long nowNanos, long wallMillis) {}

  @Override
  public void time(long nowNanos, long wallMillis) {}

  @Override
  public void peerUp(long nowNanos, int peer, long bootCounter) {}

  @Override
  public void peerDown(long nowNanos, int peer) {}

  @Override
  public void sendSpace(long nowNanos, int peer, int bytes) {}

  @Override
  public void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void datagram(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void connectionOpened(long nowNanos, long connection) {}

  @Override
  public void connectionClosed(long nowNanos, long connection) {}

  @Override
  public void request(long nowNanos, long connection, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void admin(long nowNanos, AdminOrder order) {}

  @Override
  public void flush(long nowNanos) {}

  @Override
  public long bootCounter() {
    return 0;
  }

  @Override
  public long nextDeadlineNanos() {
    return Long.MAX_VALUE;
  }
}
