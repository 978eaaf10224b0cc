package io.apexkv.bench;

import io.apexkv.kernel.base.Prng;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.event.EventQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The simulator's future: an event happens and schedules itself again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventQueueBenchmark {

  private static final long LONGEST_NANOS = 1_000_000;

  @Param({"100", "10000"})
  int waiting;

  private final EventQueue queue = new EventQueue();
  private final Prng prng = new Prng(1);

  private final class Again extends Event {
    @Override
    protected void happen() {
      schedule(this);
    }
  }

  private void schedule(Event event) {
    queue.after(prng.below(LONGEST_NANOS), event);
  }

  /** Schedules all of them. */
  @Setup
  public void fill() {
    queue.bound(Long.MAX_VALUE); // a second's events are more than a run of a seed may have
    for (int i = 0; i < waiting; i++) {
      schedule(new Again());
    }
  }

  /** The next event. */
  @Benchmark
  public boolean step() {
    return queue.step();
  }
}
