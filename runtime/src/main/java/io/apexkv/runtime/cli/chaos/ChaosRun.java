package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.TrialCluster;
import io.apexkv.runtime.cli.local.TrialCluster.Fall;
import io.apexkv.runtime.cli.text.Progress;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Units;
import io.apexkv.sim.history.ByteString;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One run: a cluster, clients that write to it, a nemesis that hits it, a last look at every key,
 * and the check of what the clients saw.
 */
final class ChaosRun {

  private static final Duration HEALTH_LIMIT = Duration.ofMinutes(1);
  private static final Duration LAST_READ_LIMIT = Duration.ofSeconds(20);
  private static final Duration CHECK_LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 200;
  private static final long LOOKS_A_LINE = 50; // where a line can't move

  private final ChaosPlan plan;
  private final RunDirectory directory;
  private final Screen screen;
  private final FailoverMeter meter = new FailoverMeter();

  ChaosRun(ChaosPlan plan, RunDirectory directory, Screen screen) {
    this.plan = plan;
    this.directory = directory;
    this.screen = screen;
  }

  /**
   * Runs it.
   *
   * @param keepCluster whether nodes' data and logs stay though all went well
   */
  ChaosResult run(boolean keepCluster) throws IOException, InterruptedException {
    long logBudget = Math.max(TrialCluster.USUAL_LOG_BUDGET, plan.logBytes());
    TrialCluster cluster = TrialCluster.make(directory.cluster(), plan.nodes(), logBudget);
    ChaosResult result;
    try (Progress progress = new Progress(screen);
        OnInterrupt interrupt = new OnInterrupt(cluster, directory.history(), progress::close);
        cluster) {
      progress.show("starting " + Units.count(plan.nodes(), "node"));
      if (!cluster.heal(HEALTH_LIMIT)) {
        throw cluster.failedStart();
      }
      result = run(cluster, progress);
    }
    if (result.problems().isEmpty() && !keepCluster) {
      cluster.wipe();
    }
    return result;
  }

  private ChaosResult run(TrialCluster cluster, Progress progress)
      throws IOException, InterruptedException {
    List<ByteString> keys = new ArrayList<>();
    for (int key = 1; key <= plan.keys(); key++) {
      keys.add(ByteString.of("key-" + key));
    }
    Tally tally;
    Fall fall;
    boolean healed;
    try (Recorder recorder = new Recorder(Files.newBufferedWriter(directory.history()));
        ClientPool clients = new ClientPool(cluster.addresses())) {
      tally = storm(cluster, new Workload(plan, keys, clients), recorder, progress);
      progress.show("every node comes back, and every key is read");
      fall = cluster.fallen();
      healed = fall == null && cluster.heal(HEALTH_LIMIT);
      fall = fall == null ? cluster.fallen() : fall;
      if (healed) {
        Asker reader = new HonestAsker(clients.withSessions(LAST_READ_LIMIT));
        tally = tally.withKeysRead(ReadBack.read(keys, reader, recorder, (key, value) -> {}));
      }
    }
    progress.show("checking the history");
    return result(tally, fall, healed);
  }

  /** Clients and nemesis at the same time, until time is over or something is broken. */
  private Tally storm(TrialCluster cluster, Workload workload, Recorder recorder, Progress progress)
      throws IOException, InterruptedException {
    try (Crew crew = new Crew()) {
      long beganNanos = System.nanoTime();
      Deadline deadline = new Deadline(beganNanos + TimeUnit.SECONDS.toNanos(plan.seconds()));
      List<Strike> schedule = Schedule.of(plan.seed(), plan.seconds());
      Nemesis nemesis =
          new Nemesis(cluster, meter, recorder, schedule, beganNanos, deadline::isOver);
      workload.workers(recorder, meter, beganNanos, deadline::isOver).forEach(crew::start);
      crew.start(nemesis);
      for (long look = 0; !deadline.isOver(); look++) {
        if (progress.moves() || look % LOOKS_A_LINE == 0) {
          progress.show(describe(recorder, nemesis));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        if (crew.hasFailed() || cluster.fallen() != null) {
          deadline.endNow();
        }
      }
      crew.join();
      return new Tally(
          nemesis.leaderKills(),
          nemesis.pauses(),
          nemesis.otherKills(),
          recorder.acknowledged(),
          recorder.writes(),
          recorder.failed(),
          recorder.unknown(),
          0);
    }
  }

  private String describe(Recorder recorder, Nemesis nemesis) {
    return String.format(
        Locale.ROOT,
        "%,d operations acknowledged, %s, %s of %d s",
        recorder.acknowledged(),
        Units.count(nemesis.leaderKills(), "leader kill"),
        Units.count(nemesis.pauses(), "pause"),
        plan.seconds());
  }

  private ChaosResult result(Tally tally, @Nullable Fall fall, boolean healed) throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Judgement judgement = Judgement.of(directory.history(), CHECK_LIMIT);
    return new ChaosResult(plan, tally, meter.failovers(), judgement, fall, healed, load);
  }
}
