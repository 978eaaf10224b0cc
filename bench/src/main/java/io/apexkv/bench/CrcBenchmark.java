package io.apexkv.bench;

import io.apexkv.kernel.base.Crc;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** CRC-32C of a range of a direct buffer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrcBenchmark {

  @Param({"64", "340", "4096", "65536"})
  int bytes;

  private final Crc crc = new Crc();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17);

  /** A checksum in one step. */
  @Benchmark
  public int checksum() {
    return crc.of(buffer, 64, bytes);
  }
}
