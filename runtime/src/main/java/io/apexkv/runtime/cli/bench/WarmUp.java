package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.LoadRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short load on a node that is just starting, so that everything on its warm path runs. */
public final class WarmUp {

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int POLL_MILLIS = 20;

  private WarmUp() {}

  /**
   * Waits until the node leads, then reads and writes for a second.
   *
   * @param address "host:port"
   * @throws IOException if it does not serve within 30 s, or does not take the load
   */
  public static void run(String address) throws IOException {
    ApexTarget target = await(address);
    Load load = new Load(4, 16, 1000, 256, 50, 0, true, 0, 1, 0, NANOS);
    String failed = LoadRun.fill(target, load, text -> {});
    if (failed == null) {
      failed = LoadRun.measure(target, "warm-up", load, text -> {}).firstError();
    }
    if (failed != null) {
      throw new IOException(failed);
    }
  }

  private static ApexTarget await(String address) throws IOException {
    long end = System.nanoTime() + START_NANOS;
    while (true) {
      try {
        return new ApexTarget(List.of(address), null);
      } catch (UserMistake notYet) {
        if (System.nanoTime() - end > 0) {
          throw new IOException(notYet.paragraph(), notYet);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
