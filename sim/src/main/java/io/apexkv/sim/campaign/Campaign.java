package io.apexkv.sim.campaign;

import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a range of seeds on some threads, some of them twice ({@link Determinism}). Results come in
 * the order in which runs end.
 */
public final class Campaign {

  /** Hears of results, one at a time. */
  public interface Listener {
    void ended(RunResult result);
  }

  private final long firstSeed;
  private final long lastSeed;
  private final int jobs;
  private final Set<String> off;
  private final Listener listener;
  private final AtomicLong nextSeed;
  private final long firstTwice;

  /**
   * @param jobs threads, at least 1
   * @param off names of checks that don't judge
   */
  public Campaign(long firstSeed, long lastSeed, int jobs, Set<String> off, Listener listener) {
    this.firstSeed = firstSeed;
    this.lastSeed = lastSeed;
    this.jobs = jobs;
    this.off = off;
    this.listener = listener;
    this.nextSeed = new AtomicLong(firstSeed);
    this.firstTwice = firstChosen();
  }

  /** The first seed that runs twice: one that is chosen anyhow, or else the first of all. */
  private long firstChosen() {
    for (long seed = firstSeed; seed <= lastSeed; seed++) {
      if (Determinism.isChosen(seed)) {
        return seed;
      }
    }
    return firstSeed;
  }

  private boolean runsTwice(long seed) {
    boolean chosen = seed == firstTwice || Determinism.isChosen(seed);
    return chosen && !off.contains(Determinism.CHECK);
  }

  /** Runs one seed. */
  public static RunResult run(long seed, Set<String> off) {
    return new Run(Planner.plan(seed), KernelSubject.FACTORY, off).run();
  }

  /** Runs all seeds. */
  public Totals run() throws InterruptedException {
    Totals totals = new Totals();
    Thread[] threads = new Thread[(int) Math.min(jobs, lastSeed - firstSeed + 1)];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> work(totals), "sim-" + i);
      threads[i].setDaemon(true);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return totals;
  }

  private void work(Totals totals) {
    for (long seed = nextSeed.getAndIncrement();
        seed <= lastSeed;
        seed = nextSeed.getAndIncrement()) {
      boolean twice = runsTwice(seed);
      RunResult result =
          twice
              ? Determinism.runTwice(Planner.plan(seed), KernelSubject.FACTORY, off)
              : run(seed, off);
      synchronized (totals) {
        totals.add(result);
        if (twice) {
          totals.ranTwice();
        }
        listener.ended(result);
      }
    }
  }
}
