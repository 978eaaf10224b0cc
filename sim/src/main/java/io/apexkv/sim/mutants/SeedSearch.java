package io.apexkv.sim.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Runs seeds in order on some threads until one is found. Seeds that were begun before are still
 * finished, and the lowest one that fits is the answer, so it does not depend on the threads.
 */
final class SeedSearch {

  /** Hears of every seed that ended, one at a time. */
  interface Listener {
    void ended(SeedResult result);
  }

  private final LongFunction<SeedResult> runner;
  private final Predicate<SeedResult> wanted;
  private final Listener listener;
  private final long lastSeed;
  private final List<SeedResult> ended = new ArrayList<>();
  private Optional<SeedResult> found = Optional.empty();
  private long nextSeed;

  private SeedSearch(
      LongFunction<SeedResult> runner,
      Predicate<SeedResult> wanted,
      Listener listener,
      long firstSeed,
      long lastSeed) {
    this.runner = runner;
    this.wanted = wanted;
    this.listener = listener;
    this.nextSeed = firstSeed;
    this.lastSeed = lastSeed;
  }

  /**
   * What a search has found.
   *
   * @param first the lowest seed that fits
   * @param before the results of all seeds below it, or of all seeds if none fits; in any order
   */
  record Found(Optional<SeedResult> first, List<SeedResult> before) {}

  /**
   * Searches the seeds from the first to the last.
   *
   * @param jobs threads, at least 1
   */
  static Found search(
      LongFunction<SeedResult> runner,
      Predicate<SeedResult> wanted,
      long firstSeed,
      long lastSeed,
      int jobs,
      Listener listener)
      throws InterruptedException {
    SeedSearch search = new SeedSearch(runner, wanted, listener, firstSeed, lastSeed);
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        workers.add(threads.submit(search::work));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a seed could not be run", broken.getCause());
    }
    return search.result();
  }

  private void work() {
    for (long seed = take(); seed >= 0; seed = take()) {
      end(runner.apply(seed));
    }
  }

  /** The next seed to run, or -1 if there is none. */
  private synchronized long take() {
    return found.isPresent() || nextSeed > lastSeed ? -1 : nextSeed++;
  }

  private synchronized void end(SeedResult result) {
    ended.add(result);
    boolean lowest = found.isEmpty() || result.seed() < found.get().seed();
    if (lowest && wanted.test(result)) {
      found = Optional.of(result);
    }
    listener.ended(result);
  }

  private synchronized Found result() {
    List<SeedResult> before = new ArrayList<>(ended);
    found.ifPresent(first -> before.removeIf(result -> result.seed() >= first.seed()));
    return new Found(found, before);
  }
}
