package io.apexkv.bench;

import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole runs of the simulator with every check on, one seed after the other; {@code events} counts
 * what happened in them, a second. Bytes allocated for an event are those for a run divided by
 * {@code events} and multiplied by runs a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class SimulationBenchmark {

  private static final long SEEDS = 20;

  private long seed;

  /** What happens in runs; JMH resets and reads it by its name. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Happened {

    /** Events of all runs. */
    public long events;
  }

  /** A run from its plan to its verdict. */
  @Benchmark
  public RunResult run(Happened happened) {
    seed = seed % SEEDS + 1;
    RunResult result = new Run(Planner.plan(seed), KernelSubject.FACTORY, Set.of()).run();
    happened.events += result.events();
    return result;
  }
}
