package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.TrialCluster;
import io.apexkv.runtime.cli.local.TrialSnapshot;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Carries out the strikes of a schedule, one after another: each brings its victims back before the
 * next one comes.
 *
 * <p>A strike waits until writes are acknowledged again since the one before, so that each failover
 * is measured alone, and a while longer for all nodes to be there. The counts may be read by other
 * threads.
 */
final class Nemesis implements Callable<Void> {

  private static final long POLL_MILLIS = 15;

  /** How long after its time a strike waits for nodes that are not back yet. */
  private static final long PATIENCE_MILLIS = 1_500;

  /**
   * It waits longer on a slow machine, as long as there is still a strike in this time on average:
   * a half more than the floors ask for.
   */
  private static final long SLOWEST_PACE_MILLIS = 2_500;

  private final TrialCluster cluster;
  private final FailoverMeter meter;
  private final Recorder recorder;
  private final List<Strike> schedule;
  private final long beganNanos;
  private final BooleanSupplier over;

  private final AtomicInteger leaderKills = new AtomicInteger();
  private final AtomicInteger otherKills = new AtomicInteger();
  private final AtomicInteger pauses = new AtomicInteger();

  /** Strikes so far that floors count on. */
  private int needed;

  /** When a leader was seen for the first time after the last blow; 0 until then. */
  private long ledSinceNanos;

  Nemesis(
      TrialCluster cluster,
      FailoverMeter meter,
      Recorder recorder,
      List<Strike> schedule,
      long beganNanos,
      BooleanSupplier over) {
    this.cluster = cluster;
    this.meter = meter;
    this.recorder = recorder;
    this.schedule = List.copyOf(schedule);
    this.beganNanos = beganNanos;
    this.over = over;
  }

  int leaderKills() {
    return leaderKills.get();
  }

  int otherKills() {
    return otherKills.get();
  }

  int pauses() {
    return pauses.get();
  }

  /** Ends after the last strike, when it is over, or when a node has fallen by itself. */
  @Override
  public Void call() throws IOException, InterruptedException {
    for (Strike strike : schedule) {
      TrialSnapshot ready = awaitReady(strike);
      if (ready == null) {
        return null;
      }
      boolean late = millis() > strike.atMillis() + Schedule.SLOT_MILLIS;
      if (!late || strike.kind().isNeeded()) {
        needed += strike.kind().isNeeded() ? 1 : 0;
        carryOut(strike, ready);
      }
    }
    return null;
  }

  /** Null if it is over before the cluster is ready for the strike. */
  private @Nullable TrialSnapshot awaitReady(Strike strike)
      throws IOException, InterruptedException {
    while (!isOver()) {
      TrialSnapshot now = cluster.look();
      boolean patient = millis() < patienceEndMillis(strike);
      if (isServing(now) && millis() >= strike.atMillis() && (now.whole() || !patient)) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return null;
  }

  /** Null if it is over before writes are acknowledged again. */
  private @Nullable TrialSnapshot awaitServing() throws IOException, InterruptedException {
    while (!isOver()) {
      TrialSnapshot now = cluster.look();
      if (isServing(now)) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return null;
  }

  /** Whether there is a leader, and a write was acknowledged since one was seen. */
  private boolean isServing(TrialSnapshot now) {
    if (now.leader() != 0 && ledSinceNanos == 0) {
      ledSinceNanos = System.nanoTime();
    }
    return now.leader() != 0 && ledSinceNanos != 0 && meter.lastWriteNanos() > ledSinceNanos;
  }

  private long patienceEndMillis(Strike strike) {
    return Math.max(strike.atMillis() + PATIENCE_MILLIS, (needed + 1) * SLOWEST_PACE_MILLIS);
  }

  private void carryOut(Strike strike, TrialSnapshot now) throws IOException, InterruptedException {
    List<Integer> dead = new ArrayList<>();
    switch (strike.kind()) {
      case KILL_LEADER -> dead.add(kill(strike, now, now.leader()));
      case KILL_TWO_LEADERS -> {
        dead.add(kill(strike, now, now.leader()));
        TrialSnapshot next = awaitServing();
        if (next != null) {
          dead.add(kill(strike, next, next.leader()));
        }
      }
      case KILL_FOLLOWER -> {
        int follower = followerOf(now);
        if (follower != 0) {
          dead.add(kill(strike, now, follower));
        }
      }
      case KILL_ALL -> {
        deal(strike, now, 0);
        for (int node = 1; node <= cluster.nodes(); node++) {
          cluster.kill(node);
          dead.add(node);
        }
        leaderKills.incrementAndGet();
        otherKills.addAndGet(cluster.nodes() - 1);
      }
      case PAUSE_LEADER -> pause(strike, now, now.leader());
      case PAUSE_FOLLOWER -> pause(strike, now, followerOf(now));
    }
    hold(dead.isEmpty() ? 0 : strike.holdMillis());
    for (int node : dead) {
      cluster.start(node);
      recorder.nemesis("start", "node " + node);
    }
  }

  private int kill(Strike strike, TrialSnapshot now, int node) {
    deal(strike, now, node);
    cluster.kill(node);
    if (node == now.leader()) {
      leaderKills.incrementAndGet();
    } else {
      otherKills.incrementAndGet();
    }
    return node;
  }

  private void pause(Strike strike, TrialSnapshot now, int node)
      throws IOException, InterruptedException {
    if (node == 0) {
      return;
    }
    deal(strike, now, node);
    cluster.pause(node);
    long pausedNanos = System.nanoTime();
    hold(strike.holdMillis());
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pausedNanos);
    cluster.resume(node);
    recorder.nemesis("resume", "node " + node);
    if (tookMillis >= Floors.LEAST_PAUSE_MILLIS) {
      pauses.incrementAndGet();
    }
  }

  private void deal(Strike strike, TrialSnapshot now, int node) {
    long serving = now.nodes().stream().filter(Nemesis::takesPart).count();
    long left = node == 0 ? 0 : serving - 1;
    String victim = node == 0 ? "all nodes" : "node " + node;
    recorder.nemesis(
        strike.kind().name().toLowerCase(Locale.ROOT), victim + ", term " + now.term());
    meter.dealt(
        new Blow(strike.kind(), System.nanoTime(), node, now.term(), 2 * left > cluster.nodes()));
    ledSinceNanos = 0;
  }

  private static boolean takesPart(State state) {
    return state == State.LEADER || state == State.FOLLOWER;
  }

  private static int followerOf(TrialSnapshot now) {
    return now.nodes().indexOf(State.FOLLOWER) + 1;
  }

  private void hold(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  private boolean isOver() throws IOException {
    return over.getAsBoolean() || cluster.fallen() != null;
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
  }
}
