package io.apexkv.runtime.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks that run at the same time, and whose exceptions are not lost. Used by one thread. */
final class Crew implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> tasks = new ArrayList<>();
  private volatile boolean failed;

  /** Begins a task. */
  void start(Callable<?> task) {
    tasks.add(threads.submit(() -> run(task)));
  }

  private Object run(Callable<?> task) throws Exception {
    boolean well = false;
    try {
      task.call();
      well = true;
    } finally {
      failed |= !well;
    }
    return task;
  }

  /** Whether one has ended by an exception, so that there is no point in going on; any thread. */
  boolean hasFailed() {
    return failed;
  }

  /** Whether all have ended. */
  boolean isDone() {
    return tasks.stream().allMatch(Future::isDone);
  }

  /**
   * Waits until all have ended.
   *
   * @throws IllegalStateException with the exception of the first that failed
   */
  void join() throws InterruptedException {
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException broken) {
        throw new IllegalStateException("a task of the run failed", broken.getCause());
      }
    }
  }

  /** Interrupts whatever still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
