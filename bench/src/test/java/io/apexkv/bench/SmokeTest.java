package io.apexkv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.service.ApplyBenchmark;
import io.apexkv.kernel.store.wal.WalBatchBenchmark;
import io.apexkv.sim.event.EventQueue;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs: once, in this process, for a moment. */
class SmokeTest {

  private static final Set<String> CLASSES =
      Set.of(
          ApplyBenchmark.class.getSimpleName(),
          CodecBenchmark.class.getSimpleName(),
          CrcBenchmark.class.getSimpleName(),
          EngineBenchmark.class.getSimpleName(),
          EventQueueBenchmark.class.getSimpleName(),
          IdleClusterBenchmark.class.getSimpleName(),
          KernelBenchmark.class.getSimpleName(),
          RaftBenchmark.class.getSimpleName(),
          SimulationBenchmark.class.getSimpleName(),
          WalBatchBenchmark.class.getSimpleName());

  /** A queue that bounds a run's events once ended this benchmark after a second. */
  @Test
  void theEventQueueHasMoreEventsThanARun() {
    EventQueueBenchmark benchmark = new EventQueueBenchmark();
    benchmark.waiting = 100;
    benchmark.fill();
    for (long event = 0; event <= EventQueue.MOST_EVENTS; event++) {
      assertTrue(benchmark.step());
    }
  }

  @Test
  void everyBenchmarkRuns() throws Exception {
    Options once =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(20))
            .param("keys", "1000")
            .param("bytes", "340")
            .param("entries", "64")
            .param("waiting", "100")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Set<String> ran = new TreeSet<>();
    for (RunResult result : new Runner(once).run()) {
      String name = result.getParams().getBenchmark();
      String type = name.substring(0, name.lastIndexOf('.'));
      ran.add(type.substring(type.lastIndexOf('.') + 1));
      double score = result.getPrimaryResult().getScore();
      assertTrue(score > 0, name + ": " + score);
    }
    assertEquals(new TreeSet<>(CLASSES), ran);
  }
}
