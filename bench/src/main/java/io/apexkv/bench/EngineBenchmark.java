package io.apexkv.bench;

import io.apexkv.kernel.base.Prng;
import io.apexkv.kernel.store.MemoryEngine;
import io.apexkv.kernel.store.PutStatus;
import io.apexkv.kernel.store.Slabs;
import io.apexkv.kernel.store.ValueRef;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The memory engine: 8-byte keys in random order, values of 256 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {

  private static final int VALUE_BYTES = 256;
  private static final int SHORTEST = 16;
  private static final int CHUNKS = 256;

  @Param({"10000", "1000000"})
  int keys;

  private final ByteBuffer key = ByteBuffer.allocateDirect(8);
  private final ByteBuffer value = ByteBuffer.allocateDirect(2 * VALUE_BYTES);
  private final ValueRef found = new ValueRef();
  private final MemoryEngine engine =
      new MemoryEngine(new Slabs(new DirectChunks(Configs.CHUNK_BYTES, CHUNKS)), 1 << 20, 7);
  private final Prng prng = new Prng(1);
  private int turn;

  /** Writes every key. */
  @Setup
  public void fill() {
    for (int i = 0; i < keys; i++) {
      key.putLong(0, i);
      if (engine.put(key, 0, 8, value, 0, VALUE_BYTES) != PutStatus.OK) {
        throw new IllegalStateException("the memory is full");
      }
    }
  }

  private ByteBuffer nextKey() {
    return key.putLong(0, prng.below(keys));
  }

  /** Finds a value. */
  @Benchmark
  public int get() {
    if (!engine.get(nextKey(), 0, 8, found)) {
      throw new IllegalStateException("every key was written");
    }
    return found.length();
  }

  /** Replaces a value by one as long. */
  @Benchmark
  public PutStatus put() {
    return engine.put(nextKey(), 0, 8, value, 0, VALUE_BYTES);
  }

  /** Replaces a value by one of another length, 16 to 256 bytes. */
  @Benchmark
  public PutStatus putOfAnotherLength() {
    turn = (turn + 31) % (VALUE_BYTES - SHORTEST);
    int length = SHORTEST + turn;
    return engine.put(nextKey(), 0, 8, value, 0, length);
  }
}
