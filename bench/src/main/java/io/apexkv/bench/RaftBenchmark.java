package io.apexkv.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A write through three replicas of Raft on one thread: proposed, appended, sent, checked,
 * acknowledged, committed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RaftBenchmark {

  private static final int BATCH = 64;

  private final RaftTrio trio = new RaftTrio();
  private final ByteBuffer command = ByteBuffer.allocateDirect(300);

  /** One at a time: every message for a single entry. */
  @Benchmark
  public final long writeAlone() {
    long index = trio.propose(command);
    trio.await(index);
    return index;
  }

  /** 64 at a time. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public final long writeOfBatch() {
    long index = 0;
    for (int i = 0; i < BATCH; i++) {
      index = trio.propose(command);
    }
    trio.await(index);
    return index;
  }
}
