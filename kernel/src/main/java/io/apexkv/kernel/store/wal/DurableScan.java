package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * Tells from the bytes of a disk alone what the log on it holds: for oracles and tools, beside a
 * running kernel and without one. Pure; reads images and never changes them.
 */
public final class DurableScan {

  /** The files of one node's disk. */
  @FunctionalInterface
  public interface Image {
    /** All bytes of a segment from position 0 to the limit, or null if it does not exist. */
    @Nullable
    ByteBuffer segment(long id);
  }

  private final BatchReader reader;
  private final ByteBuffer scratch;

  /**
   * A scan of logs of one node of a cluster.
   *
   * @param scratch room for the longest batch, a chunk
   */
  public DurableScan(ClusterId cluster, int node, ByteBuffer scratch) {
    this.reader = new BatchReader(Sectors.ofLog(cluster, node));
    this.scratch = scratch;
  }

  /**
   * Reads the batch that begins at the offset of a segment, and shows its records.
   *
   * @param bytes the segment's bytes from there on, at {@code at}, {@code available} of them
   * @return how many bytes the batch takes, 0 if no whole batch is there; then nothing was shown
   */
  public int batch(
      long segment, long offset, ByteBuffer bytes, int at, int available, LogVisitor visitor) {
    int length = open(segment, offset, bytes, at, available);
    if (length > 0) {
      reader.visit(visitor);
    }
    return length;
  }

  /** The sequence of the batch read last. */
  public long sequence() {
    return reader.sequence();
  }

  /** The sequence of the one before it. */
  public long previousSequence() {
    return reader.previousSequence();
  }

  /**
   * Follows the chain of batches from the log's beginning and shows all records.
   *
   * @return the sequence of the last batch, 0 if there is none
   */
  public long log(Image image, LogVisitor visitor) {
    BatchRef last = new BatchRef();
    long segment = 1;
    int offset = 0;
    while (true) {
      int length = follow(image, segment, offset, last);
      if (length == 0 && offset > 0) {
        segment++;
        offset = 0;
        length = follow(image, segment, offset, last);
      }
      if (length == 0) {
        return last.sequence;
      }
      reader.visit(visitor);
      last.set(reader.sequence(), segment, offset, length);
      offset = last.end();
    }
  }

  private int follow(Image image, long segment, int offset, BatchRef last) {
    ByteBuffer bytes = image.segment(segment);
    if (bytes == null) {
      return 0;
    }
    int length = open(segment, offset, bytes, offset, bytes.limit() - offset);
    return length > 0 && reader.follows(last) ? length : 0;
  }

  private int open(long segment, long offset, ByteBuffer bytes, int at, int available) {
    int length = Math.min(available, scratch.capacity());
    Bytes.copy(bytes, at, scratch, 0, length);
    FileId file = new FileId(FileId.Kind.WAL, segment);
    BatchReader.Outcome outcome = reader.open(file, offset, scratch, 0, length);
    return outcome == BatchReader.Outcome.INTACT ? reader.bytes() : 0;
  }
}
