package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.wire.EntryCodec;
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

/**
 * A batch of the log from entries to stamped sectors, in the package of what it measures, which is
 * nobody else's business. Entries of 340 bytes, as a PUT of 256 makes them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WalBatchBenchmark {

  private static final int CHUNK_BYTES = 4 << 20;
  private static final int ENTRY_BYTES = 340;
  private static final FileId FILE = new FileId(FileId.Kind.WAL, 1);

  @Param({"1", "64", "256"})
  int entries;

  private final Sectors sectors = Sectors.ofLog(new ClusterId(5, 5), 1);
  private final BatchWriter writer =
      new BatchWriter(ByteBuffer.allocateDirect(CHUNK_BYTES), CHUNK_BYTES, 1);
  private final ByteBuffer batch = ByteBuffer.allocateDirect(CHUNK_BYTES);
  private final BatchRef last = new BatchRef();
  private final GroupLog[] groups = {};
  private Directory directory = new Directory();
  private Directory spare = new Directory();
  private ByteBuffer source = ByteBuffer.allocate(0);
  private long index = 1;

  /** Encodes the entries. */
  @Setup
  public void encode() {
    source = ByteBuffer.allocateDirect(entries * ENTRY_BYTES);
    for (int i = 0; i < entries; i++) {
      int payload = ENTRY_BYTES - EntryCodec.HEADER_BYTES;
      EntryCodec.putHeader(source, i * ENTRY_BYTES, payload, EntryCodec.COMMAND, 3, 1000);
    }
    last.set(1, 1, 0, 4096);
  }

  /** One batch. */
  @Benchmark
  public int build() {
    Directory previous = directory;
    writer.clear(spare);
    directory = writer.directory();
    spare = previous;
    int staged = writer.entries(1, index, entries, source, 0, source.capacity());
    index += staged;
    return writer.build(batch, sectors, FILE, 4096, 2, last, previous, groups);
  }
}
