package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.TrialCluster;
import io.apexkv.runtime.cli.local.TrialSnapshot;
import io.apexkv.runtime.cli.text.Units;
import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.linearizability.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The demo: clients write, the leader dies, and everything that was acknowledged is still there.
 */
final class DemoRun {

  /** Two leaders die, one stands still, and at last the power fails. */
  private static final List<Strike> SCHEDULE =
      List.of(
          new Strike(StrikeKind.KILL_LEADER, 4_000, 1_000),
          new Strike(StrikeKind.KILL_LEADER, 10_000, 1_000),
          new Strike(StrikeKind.PAUSE_LEADER, 16_000, 2_000),
          new Strike(StrikeKind.KILL_ALL, 22_000, 300));

  static final int SECONDS = 30;
  private static final int NODES = 3;
  private static final int CLIENTS = 16;
  private static final int CLIENTS_A_CONNECTION = 4;
  private static final int WRITES_A_SECOND = 1_500;

  /** What a demo may take of the disk. */
  static final long DISK_BYTES =
      ChaosPlan.diskBytes(NODES, SECONDS * WRITES_A_SECOND * ChaosPlan.LOG_BYTES_A_WRITE);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration HEALTH_LIMIT = Duration.ofMinutes(1);
  private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);
  private static final long FRAME_MILLIS = 80;

  private final RunDirectory directory;
  private final Show show;
  private final FailoverMeter meter = new FailoverMeter();

  /** Where the demo is seen. */
  interface Show {
    /** Something may have changed. */
    void frame(Picture.Scene scene);
  }

  /**
   * What came of it.
   *
   * @param acknowledged writes
   * @param readBack those that could be read afterwards
   * @param lost those that were read, and were not there
   */
  record Result(
      int acknowledged,
      int readBack,
      int lost,
      List<FailoverMeter.Failover> failovers,
      Judgement judgement,
      TrialCluster.@Nullable Fall fall) {

    boolean passed() {
      return lost == 0
          && readBack == acknowledged
          && fall == null
          && judgement.verdict() == Verdict.LINEARIZABLE;
    }
  }

  DemoRun(RunDirectory directory, Show show) {
    this.directory = directory;
    this.show = show;
  }

  /**
   * Runs it on a new cluster, which is gone afterwards if all went well.
   *
   * @param onInterrupt what to do to the terminal if the user ends it
   */
  Result run(Runnable onInterrupt) throws IOException, InterruptedException {
    TrialCluster cluster = TrialCluster.make(directory.cluster(), NODES);
    Result result;
    try (OnInterrupt interrupt = new OnInterrupt(cluster, directory.history(), onInterrupt);
        cluster) {
      if (!cluster.heal(HEALTH_LIMIT)) {
        throw cluster.failedStart();
      }
      result = run(cluster);
    }
    if (result.passed()) {
      cluster.wipe();
    }
    return result;
  }

  /** What all parts of a run need. */
  private record Stage(
      TrialCluster cluster, ClientPool clients, Recorder recorder, Story story, long beganNanos) {

    long elapsedNanos() {
      return System.nanoTime() - beganNanos;
    }

    Asker connection() {
      return new HonestAsker(clients.withSessions(PATIENCE));
    }
  }

  private Result run(TrialCluster cluster) throws IOException, InterruptedException {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    List<ByteString> acknowledged;
    try (Recorder recorder = new Recorder(Files.newBufferedWriter(directory.history()));
        ClientPool clients = new ClientPool(cluster.addresses())) {
      long beganNanos = System.nanoTime();
      Stage stage = new Stage(cluster, clients, recorder, new Story(beganNanos), beganNanos);
      acknowledged = write(stage);
      cluster.heal(HEALTH_LIMIT);
      readBack(stage, acknowledged, read, lost);
    }
    TrialCluster.Fall fall = cluster.fallen();
    Judgement judgement = Judgement.of(directory.history(), CHECK_LIMIT);
    return new Result(
        acknowledged.size(), read.get(), lost.get(), meter.failovers(), judgement, fall);
  }

  /** Clients and nemesis at the same time; answers the keys whose writes were acknowledged. */
  private List<ByteString> write(Stage stage) throws IOException, InterruptedException {
    Deadline deadline = new Deadline(stage.beganNanos() + TimeUnit.SECONDS.toNanos(SECONDS));
    List<DemoScript> scripts = new ArrayList<>();
    try (Crew crew = new Crew()) {
      Asker connection = stage.connection();
      for (int client = 0; client < CLIENTS; client++) {
        if (client > 0 && client % CLIENTS_A_CONNECTION == 0) {
          connection = stage.connection();
        }
        DemoScript script = new DemoScript("w" + client);
        scripts.add(script);
        crew.start(
            new Worker(
                connection,
                script,
                pace(client, stage.beganNanos()),
                stage.recorder(),
                meter,
                deadline::isOver));
      }
      crew.start(
          new Nemesis(
              stage.cluster(),
              meter,
              stage.recorder(),
              SCHEDULE,
              stage.beganNanos(),
              deadline::isOver));
      while (!deadline.isOver()) {
        if (crew.hasFailed() || stage.cluster().fallen() != null) {
          deadline.endNow();
        }
        String footer =
            String.format(Locale.ROOT, "%,d writes acknowledged", stage.recorder().writes());
        frame(stage, stage.elapsedNanos(), footer);
      }
      crew.join();
    }
    List<ByteString> acknowledged = new ArrayList<>();
    scripts.forEach(script -> acknowledged.addAll(script.acknowledged()));
    return acknowledged;
  }

  private static Pace pace(int client, long beganNanos) {
    long intervalNanos = TimeUnit.SECONDS.toNanos(1) * CLIENTS / WRITES_A_SECOND;
    return new Pace(intervalNanos, false, beganNanos + intervalNanos * client / CLIENTS);
  }

  private void readBack(
      Stage stage, List<ByteString> acknowledged, AtomicInteger read, AtomicInteger lost)
      throws InterruptedException {
    long wroteNanos = stage.elapsedNanos();
    try (Crew crew = new Crew()) {
      crew.start(
          () ->
              ReadBack.read(
                  acknowledged,
                  stage.connection(),
                  stage.recorder(),
                  (key, value) -> {
                    read.incrementAndGet();
                    if (!value.equals(Optional.of(DemoScript.valueOf(key)))) {
                      lost.incrementAndGet();
                    }
                  }));
      while (!crew.isDone()) {
        frame(stage, wroteNanos, readFooter(read.get(), acknowledged.size(), lost.get()));
      }
      crew.join();
    }
    frame(stage, wroteNanos, readFooter(read.get(), acknowledged.size(), lost.get()));
  }

  private void frame(Stage stage, long elapsedNanos, String footer) throws InterruptedException {
    TrialSnapshot now = stage.cluster().look();
    stage.story().look(now, meter);
    String headline =
        String.format(
            Locale.ROOT,
            "ApexKV: %s on this machine, %s writing; %d of %d s",
            Units.count(NODES, "node"),
            Units.count(CLIENTS, "client"),
            Math.min(SECONDS, TimeUnit.NANOSECONDS.toSeconds(elapsedNanos)),
            SECONDS);
    show.frame(
        new Picture.Scene(
            stage.beganNanos(),
            elapsedNanos,
            WRITES_A_SECOND,
            meter,
            now,
            stage.story().lines(),
            headline,
            footer));
    TimeUnit.MILLISECONDS.sleep(FRAME_MILLIS);
  }

  private static String readFooter(int read, int acknowledged, int lost) {
    return String.format(
        Locale.ROOT,
        "%,d writes acknowledged; %,d of them read back; %,d lost",
        acknowledged,
        read,
        lost);
  }
}
