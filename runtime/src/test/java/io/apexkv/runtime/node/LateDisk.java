package io.apexkv.runtime.node;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.disk.ForwardsToDisk;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A disk that does its work and keeps the completions of durable writes back while told to. */
final class LateDisk extends ForwardsToDisk implements Disk {

  private record Completion(
      long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {}

  private final Disk disk;
  private final Queue<Completion> kept = new ArrayDeque<>();
  private final Semaphore keptCompletions = new Semaphore(0);
  private volatile boolean late;

  LateDisk(Disk disk) {
    this.disk = disk;
  }

  void late(boolean keepBack) {
    late = keepBack;
  }

  /** Waits until something was done and its completion kept back. */
  void awaitKept() throws InterruptedException {
    if (!keptCompletions.tryAcquire(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the disk was not written");
    }
  }

  @Override
  public boolean hasCompletions() {
    return disk.hasCompletions() || (!late && !kept.isEmpty());
  }

  @Override
  public void complete(Inputs kernel, long nowNanos) {
    disk.complete(keeper(kernel), nowNanos);
    while (!late && !kept.isEmpty()) {
      Completion next = kept.remove();
      kernel.diskDone(nowNanos, next.ticket, next.status, next.buffer, next.length);
    }
  }

  /** Stands before the kernel and takes note of completions in its place. */
  private Inputs keeper(Inputs kernel) {
    return (Inputs)
        Proxy.newProxyInstance(
            LateDisk.class.getClassLoader(),
            new Class<?>[] {Inputs.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("diskDone") || !late) {
                return method.invoke(kernel, arguments);
              }
              kept.add(
                  new Completion(
                      (long) arguments[1],
                      (DiskStatus) arguments[2],
                      (ByteBuffer) arguments[3],
                      (int) arguments[4]));
              keptCompletions.release();
              return null;
            });
  }

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  public void begin() {
    disk.begin();
  }

  @Override
  public void close() {
    disk.close();
  }

  /** One that is late at the stop says so as one that hangs. */
  @Override
  public boolean mayStillWrite() {
    return late || disk.mayStillWrite();
  }
}
