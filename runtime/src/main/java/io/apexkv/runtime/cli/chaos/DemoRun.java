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
    try (cluster;
        OnInterrupt interrupt = new OnInterrupt(cluster, directory.history(), onInterrupt)) {
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

  private Result run(TrialCluster cluster) throws IOException, InterruptedException {
    AtomicInteger lost = new AtomicInteger();
    List<ByteString> acknowledged;
    int readBack;
    TrialCluster.Fall fall;
    try (Recorder recorder = new Recorder(Files.newBufferedWriter(directory.history()));
        ClientPool clients = new ClientPool(cluster.addresses());
        Crew writers = new Crew();
        Crew reader = new Crew()) {
      long beganNanos = System.nanoTime();
      Story story = new Story(beganNanos);
      acknowledged = write(cluster, clients, recorder, writers, story, beganNanos);
      cluster.heal(HEALTH_LIMIT);
      long wroteNanos = System.nanoTime() - beganNanos;
      AtomicInteger read = new AtomicInteger();
      Asker asker = new HonestAsker(clients.withSessions(PATIENCE));
      reader.start(
          () ->
              ReadBack.read(
                  acknowledged,
                  asker,
                  recorder,
                  (key, value) -> {
                    read.incrementAndGet();
                    if (!value.equals(Optional.of(DemoScript.valueOf(key)))) {
                      lost.incrementAndGet();
                    }
                  }));
      while (!reader.isDone()) {
        String footer = readFooter(read.get(), acknowledged.size(), lost.get());
        frame(cluster, story, beganNanos, wroteNanos, footer);
      }
      reader.join();
      readBack = read.get();
      frame(
          cluster,
          story,
          beganNanos,
          wroteNanos,
          readFooter(readBack, acknowledged.size(), lost.get()));
      fall = cluster.fallen();
    }
    Judgement judgement = Judgement.of(directory.history(), CHECK_LIMIT);
    return new Result(
        acknowledged.size(), readBack, lost.get(), meter.failovers(), judgement, fall);
  }

  /** The keys whose writes were acknowledged. */
  private List<ByteString> write(
      TrialCluster cluster,
      ClientPool clients,
      Recorder recorder,
      Crew crew,
      Story story,
      long beganNanos)
      throws IOException, InterruptedException {
    Deadline deadline = new Deadline(beganNanos + TimeUnit.SECONDS.toNanos(SECONDS));
    List<DemoScript> scripts = new ArrayList<>();
    Asker connection = new HonestAsker(clients.withSessions(PATIENCE));
    for (int client = 0; client < CLIENTS; client++) {
      if (client > 0 && client % CLIENTS_A_CONNECTION == 0) {
        connection = new HonestAsker(clients.withSessions(PATIENCE));
      }
      DemoScript script = new DemoScript("w" + client);
      scripts.add(script);
      long intervalNanos = TimeUnit.SECONDS.toNanos(1) * CLIENTS / WRITES_A_SECOND;
      Pace pace = new Pace(intervalNanos, false, beganNanos + intervalNanos * client / CLIENTS);
      crew.start(new Worker(connection, script, pace, recorder, meter, deadline::isOver));
    }
    crew.start(new Nemesis(cluster, meter, recorder, SCHEDULE, beganNanos, deadline::isOver));
    while (!deadline.isOver()) {
      if (crew.hasFailed() || cluster.fallen() != null) {
        deadline.endNow();
      }
      String footer = String.format(Locale.ROOT, "%,d writes acknowledged", recorder.writes());
      frame(cluster, story, beganNanos, System.nanoTime() - beganNanos, footer);
    }
    crew.join();
    List<ByteString> acknowledged = new ArrayList<>();
    scripts.forEach(script -> acknowledged.addAll(script.acknowledged()));
    return acknowledged;
  }

  private void frame(
      TrialCluster cluster, Story story, long beganNanos, long elapsedNanos, String footer)
      throws InterruptedException {
    TrialSnapshot now = cluster.look();
    story.look(now, meter);
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
            beganNanos,
            elapsedNanos,
            WRITES_A_SECOND,
            meter,
            now,
            story.lines(),
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
