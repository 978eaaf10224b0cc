package io.apexkv.runtime.cli.bench.load;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/** Runs a load against a target: connects, warms up, measures, drains. */
public final class LoadRun {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final double SECOND = 1e9;
  private static final long SEED = 42;

  private final Target target;
  private final String name;
  private final Load load;
  private final Consumer<String> progress;
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Connection> all = new ArrayList<>();
  private long seenTotal;
  private long progressNanos;

  private LoadRun(Target target, String name, Load load, Consumer<String> progress) {
    this.target = target;
    this.name = name;
    this.load = load;
    this.progress = progress;
  }

  /**
   * Runs a load.
   *
   * @param progress is told a few times a second how it goes
   * @throws IOException if a connection could not be made
   */
  public static Measurement measure(
      Target target, String name, Load load, Consumer<String> progress) throws IOException {
    return new LoadRun(target, name, load, progress).measure();
  }

  /**
   * What comes before the first measurement: writes every key, then lets the target's compilers see
   * both kinds of request.
   *
   * @return null, or what went wrong; then it may be done again, for each key has one value
   */
  public static @Nullable String warmUp(Target target, Load load, Consumer<String> progress)
      throws IOException {
    Load filling = load.filling(2 * load.warmUpNanos());
    String failed = fill(target, filling, progress);
    return failed != null ? failed : measure(target, "first", filling, progress).firstError();
  }

  /**
   * Writes every key of a load once.
   *
   * @return null, or what went wrong
   */
  public static @Nullable String fill(Target target, Load load, Consumer<String> progress)
      throws IOException {
    return new LoadRun(target, "fill", load, progress).fill();
  }

  private @Nullable String fill() throws IOException {
    Tally tally = new Tally(0);
    tallies.add(tally);
    try {
      List<Connection> own =
          connect(load.connections(), Operations.everyKeyOnce(load.keys()), tally);
      long end = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
      start(new Worker(own, tally, null, load.keys(), end));
      await(end, text -> "writing " + load.keys() + " keys" + text);
      return tally.firstError;
    } finally {
      close();
    }
  }

  private Measurement measure() throws IOException {
    int count = Math.min(load.threads(), load.connections());
    try {
      List<List<Connection>> shares = new ArrayList<>();
      for (int thread = 0; thread < count; thread++) {
        Tally tally = new Tally(load.nanos());
        tallies.add(tally);
        Operations operations = Operations.drawn(load, SEED + thread);
        shares.add(connect((load.connections() + thread) / count, operations, tally));
      }
      long began = System.nanoTime();
      long from = began + load.warmUpNanos();
      long until = from + load.nanos();
      for (int thread = 0; thread < count; thread++) {
        Tally tally = tallies.get(thread);
        tally.begin(from, until);
        Pace pace = load.rate() > 0 ? new Pace(began, (double) load.rate() / count) : null;
        start(new Worker(shares.get(thread), tally, pace, Long.MAX_VALUE, until));
      }
      await(from, text -> name + ": warming up" + text);
      CpuMeter meter = CpuMeter.start(target.servers());
      await(until, text -> name + ": measuring" + text);
      List<CpuMeter.Used> used = meter.used();
      await(until + PATIENCE_NANOS, text -> name + ": waiting for the last answers");
      return result(used);
    } finally {
      close();
    }
  }

  private List<Connection> connect(int count, Operations operations, Tally tally)
      throws IOException {
    List<Connection> own = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Connection connection = new Connection(target, all.size(), load, operations, tally);
      all.add(connection);
      own.add(connection);
    }
    return own;
  }

  private void start(Worker worker) {
    Thread thread = new Thread(worker, "load-" + workers.size());
    thread.setDaemon(true);
    workers.add(worker);
    threads.add(thread);
    thread.start();
  }

  /** Waits until a time of the clock, or all workers have ended, or nothing moves any more. */
  private void await(long end, UnaryOperator<String> said) throws IOException {
    long seen = total();
    long seenAt = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      long left = end - now;
      if (left <= 0 || threads.stream().noneMatch(Thread::isAlive)) {
        return;
      }
      if (total() != seen) {
        seen = total();
        seenAt = now;
      } else if (now - seenAt > PATIENCE_NANOS) {
        for (Worker worker : workers) {
          worker.abandon();
        }
      }
      progress.accept(said.apply(rate(now)));
      join(Math.min(left, TICK_NANOS));
    }
  }

  private void join(long nanos) {
    try {
      // Any that still runs; all may have ended since that was looked at.
      Optional<Thread> running = threads.stream().filter(Thread::isAlive).findFirst();
      TimeUnit.NANOSECONDS.timedJoin(running.orElse(threads.getFirst()), nanos);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String rate(long now) {
    long total = total();
    double perSecond = (total - seenTotal) * SECOND / Math.max(1, now - progressNanos);
    boolean first = progressNanos == 0;
    seenTotal = total;
    progressNanos = now;
    return first ? "" : String.format(Locale.ROOT, ", %,.0f a second", perSecond);
  }

  private long total() {
    long total = 0;
    for (Tally tally : tallies) {
      total += tally.total();
    }
    return total;
  }

  private Measurement result(List<CpuMeter.Used> used) throws IOException {
    endWorkers();
    Histogram latency = new Histogram(3);
    int[] perMilli = new int[tallies.getFirst().perMilli.length];
    long operations = 0;
    long errors = 0;
    String firstError = null;
    for (Tally tally : tallies) {
      latency.add(tally.latency);
      operations += tally.operations;
      errors += tally.errors;
      firstError = firstError == null ? tally.firstError : firstError;
      for (int i = 0; i < perMilli.length; i++) {
        perMilli[i] += tally.perMilli[i];
      }
    }
    return new Measurement(
        name,
        load,
        operations,
        load.nanos(),
        total(),
        errors,
        firstError,
        latency,
        perMilli,
        perOperation(used, operations));
  }

  /** Without an operation there is nothing to share the CPU time among. */
  private static List<Measurement.Cpu> perOperation(List<CpuMeter.Used> used, long operations) {
    if (operations == 0) {
      return List.of();
    }
    return used.stream()
        .map(one -> new Measurement.Cpu(one.process(), one.nanos() / 1e3 / operations))
        .toList();
  }

  private void endWorkers() throws IOException {
    for (int i = 0; i < workers.size(); i++) {
      if (threads.get(i).isAlive()) {
        workers.get(i).abandon();
      }
      join(threads.get(i));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() throws IOException {
    for (Connection connection : all) {
      connection.close();
    }
  }
}
