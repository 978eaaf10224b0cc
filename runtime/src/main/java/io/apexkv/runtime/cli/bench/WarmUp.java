package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.LoadRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short load on a node that is just starting, so that everything on its warm path runs. */
public final class WarmUp {

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private WarmUp() {}

  /**
   * Waits until the node leads, then reads and writes for a second.
   *
   * @param address "host:port"
   * @throws IOException if it does not take the load
   */
  public static void run(String address) throws IOException {
    ApexTarget target = ApexTarget.await(List.of(address), null);
    Load load = new Load(4, 16, 1000, 256, 50, 0, true, 0, 1, 0, NANOS);
    String failed = LoadRun.fill(target, load, text -> {});
    if (failed == null) {
      failed = LoadRun.measure(target, "warm-up", load, text -> {}).firstError();
    }
    if (failed != null) {
      throw new IOException(failed);
    }
  }
}
