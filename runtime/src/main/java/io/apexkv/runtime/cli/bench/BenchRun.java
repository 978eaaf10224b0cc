package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.LoadRun;
import io.apexkv.runtime.cli.local.ScratchCluster;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A cluster under load, and the floors beside it. */
final class BenchRun implements AutoCloseable {

  static final String NAME = "apexkv";

  private static final int ATTEMPTS = 3;
  private static final long LEAST_LOG_BUDGET = 1L << 30;
  private static final long MOST_LOG_BUDGET = 64L << 30;

  private final @Nullable ScratchCluster own;
  private final List<String> servers;

  /** Where the disk is measured; null where it is another machine's. */
  private final @Nullable Path directory;

  private final Consumer<String> progress;
  private @Nullable EchoTarget echo;
  private boolean warm;

  private BenchRun(
      @Nullable ScratchCluster own,
      List<String> servers,
      @Nullable Path directory,
      Consumer<String> progress) {
    this.own = own;
    this.servers = servers;
    this.directory = directory;
    this.progress = progress;
  }

  /** Starts a cluster of this run's own, and nothing of a load yet. */
  static BenchRun onNewCluster(Path directory, int nodes, Consumer<String> progress)
      throws IOException {
    Files.createDirectories(directory);
    long share = Files.getFileStore(directory).getUsableSpace() / (2L * nodes);
    long budget = Math.clamp(share, LEAST_LOG_BUDGET, MOST_LOG_BUDGET);
    progress.accept("starting " + Units.count(nodes, "node"));
    ScratchCluster cluster = ScratchCluster.start(directory, nodes, budget);
    return new BenchRun(cluster, cluster.addresses(), cluster.directory(), progress);
  }

  /**
   * On a cluster that runs already.
   *
   * @throws UserMistake if nobody answers there
   */
  static BenchRun onServers(List<String> servers, Consumer<String> progress) {
    ApexTarget.view(servers);
    return new BenchRun(null, servers, null, progress);
  }

  /** Measures a load and then its floors. */
  BenchResult runWithFloors(String name, Load load) throws IOException {
    BenchResult alone = run(name, load);
    EchoTarget floor = echo;
    if (floor == null) {
      floor = new EchoTarget(load.valueBytes());
      echo = floor;
    }
    Floors floors = Floors.measure(floor, name, load, directory, progress);
    return new BenchResult(NAME, alone.measured(), floors);
  }

  /** Measures a load. */
  BenchResult run(String name, Load load) throws IOException {
    target().require(load);
    warmUp(load);
    return new BenchResult(NAME, LoadRun.measure(target(), name, load, progress), null);
  }

  /** Whoever leads now. */
  private ApexTarget target() {
    return ApexTarget.await(servers, own);
  }

  /** Once. */
  private void warmUp(Load load) throws IOException {
    if (warm) {
      return;
    }
    String failed = "";
    for (int attempt = 0; attempt < ATTEMPTS && !warm; attempt++) {
      failed = LoadRun.warmUp(target(), load, progress);
      warm = failed == null;
    }
    if (!warm) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "the keys could not be written: " + failed + ".",
          "See whether the cluster is healthy: ./apex status");
    }
  }

  @Override
  public void close() throws IOException {
    if (echo != null) {
      echo.close();
    }
    if (own != null) {
      own.close();
    }
  }
}
