package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.LoadRun;
import io.apexkv.runtime.cli.bench.load.Measurement;
import io.apexkv.runtime.disk.SyncedWrites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What the machine could do at most under the same load.
 *
 * @param echo the load against a server that only answers
 * @param writes null if the load does not write, or the disk is another machine's
 */
record Floors(Measurement echo, @Nullable Writes writes) {

  private static final int SECTOR_BYTES = 4096;
  private static final int MOST_BATCH_BYTES = 4 << 20;

  /** A floor is steadier than what stands on it: it takes a part of the time. */
  private static final int PART = 2;

  /**
   * Durable writes, one after the other.
   *
   * @param mode how they became durable
   * @param batchBytes bytes of each: keys and values of all PUTs that the load has under way, in
   *     whole sectors
   * @param puts PUTs in such a batch
   * @param perSecond writes a second
   * @param slowestNanos the longest time that one took
   * @param cpuMicrosPerPut user and system time, divided by the PUTs
   */
  record Writes(
      String mode,
      int batchBytes,
      int puts,
      double perSecond,
      long slowestNanos,
      double cpuMicrosPerPut) {

    /** PUTs a second if nothing but these writes were done. */
    double putsPerSecond() {
      return perSecond * puts;
    }
  }

  /**
   * Measures both, one after the other.
   *
   * @param directory where to write; null to leave that out
   */
  static Floors measure(
      EchoTarget echo, String name, Load load, @Nullable Path directory, Consumer<String> progress)
      throws IOException {
    Measurement echoed =
        LoadRun.measure(
            echo,
            name + " (echo alone)",
            load.closed().during(load.warmUpNanos() / PART, load.nanos() / PART),
            progress);
    if (directory == null || !load.writes()) {
      return new Floors(echoed, null);
    }
    progress.accept(name + " (synced writes alone)");
    return new Floors(echoed, writes(directory, load));
  }

  private static Writes writes(Path directory, Load load) throws IOException {
    int bytesPerPut = Load.KEY_BYTES + load.valueBytes();
    int underWay = Math.round(load.inFlight() * (100 - load.readPercent()) / 100f);
    int puts = Math.clamp(underWay, 1, Math.max(1, MOST_BATCH_BYTES / bytesPerPut));
    int batchBytes = batchBytes((long) puts * bytesPerPut);
    Files.createDirectories(directory);
    SyncedWrites.Result result = SyncedWrites.measure(directory, batchBytes, load.nanos() / PART);
    return new Writes(
        result.mode().words(),
        batchBytes,
        puts,
        result.perSecond(),
        result.slowestNanos(),
        result.cpuNanos() / 1e3 / result.writes() / puts);
  }

  /** Whole sectors, as the log writes them. */
  static int batchBytes(long bytes) {
    long sectors = Math.ceilDiv(bytes, SECTOR_BYTES);
    return (int) Math.min(MOST_BATCH_BYTES, sectors * SECTOR_BYTES);
  }
}
