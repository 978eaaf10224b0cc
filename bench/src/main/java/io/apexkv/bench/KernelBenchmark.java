package io.apexkv.bench;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
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
 * A request through three whole kernels on one thread, from the client's frame to the answer: what
 * a cluster pays in all for its logic, without sockets and disks. 8-byte keys, 256-byte values, 256
 * requests under way.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

  private static final int BATCH = 256;
  private static final int KEYS = 4096;
  private static final int VALUE_BYTES = 256;
  private static final int KEY_AT = ClientFrame.HEADER_BYTES + 4;

  private final KernelTrio trio = new KernelTrio();
  private final ByteBuffer put = frame(ClientCommand.PUT, 4 + 8 + 4 + VALUE_BYTES);
  private final ByteBuffer get = frame(ClientCommand.GET, 4 + 8);
  private long key;

  /** Writes every key, so that reads find what they ask for. */
  public KernelBenchmark() {
    put.putInt(KEY_AT + 8, VALUE_BYTES);
    for (int done = 0; done < KEYS; done += BATCH) {
      put();
    }
  }

  private static ByteBuffer frame(int command, int payloadBytes) {
    ByteBuffer frame = ByteBuffer.allocateDirect(ClientFrame.HEADER_BYTES + payloadBytes);
    ClientFrame.header(frame, 0, command, 0, 0, payloadBytes, 1);
    return frame.putInt(ClientFrame.HEADER_BYTES, 8);
  }

  /** PUTs: three logs, replication, commit, apply on three engines, answers. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public final long put() {
    return ask(put);
  }

  /** GETs by ReadIndex: one round for the batch, then the engine. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public final long get() {
    return ask(get);
  }

  private long ask(ByteBuffer frame) {
    long wanted = trio.answers + BATCH;
    for (int i = 0; i < BATCH; i++) {
      frame.putLong(KEY_AT, key++ % KEYS);
      trio.request(frame);
    }
    trio.await(wanted);
    return trio.answers;
  }
}
