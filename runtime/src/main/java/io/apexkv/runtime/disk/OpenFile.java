package io.apexkv.runtime.disk;

import io.apexkv.kernel.base.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A data file with its channels: one for reads and for writes that need not be durable at once,
 * and, in the direct mode, one with O_DSYNC for those that do.
 */
final class OpenFile implements Closeable {

  private final Path path;
  private final DiskMode mode;
  private final DiskCounters counters;
  private final FileChannel plain;

  /** Fixed from creation on. */
  private final long sizeBytes;

  /** Opened at the first durable write. Null before, and always in the buffered mode. */
  private @Nullable FileChannel durable;

  OpenFile(Path path, DiskMode mode, DiskCounters counters) throws IOException {
    this.path = path;
    this.mode = mode;
    this.counters = counters;
    this.plain =
        FileChannel.open(path, mode.options(StandardOpenOption.READ, StandardOpenOption.WRITE));
    this.sizeBytes = plain.size();
  }

  /** Writes all that remains in {@code bytes}. */
  void write(ByteBuffer bytes, long fileOffset, boolean durably) throws IOException {
    long end = fileOffset + bytes.remaining();
    if (end > sizeBytes) {
      throw new IOException(path + " ends before byte " + end + "; files do not grow");
    }
    if (!durably) {
      writeFully(plain, bytes, fileOffset);
    } else if (mode == DiskMode.DIRECT) {
      writeFully(durableChannel(), bytes, fileOffset);
      counters.wroteDurably();
    } else {
      writeFully(plain, bytes, fileOffset);
      sync();
    }
  }

  /** Fills all that remains in {@code bytes}. */
  void read(ByteBuffer bytes, long fileOffset) throws IOException {
    long at = fileOffset;
    while (bytes.hasRemaining()) {
      int count = plain.read(bytes, at);
      if (count <= 0) {
        throw new IOException(path + " ends at byte " + at + ", before the range that was asked");
      }
      at += count;
    }
  }

  void sync() throws IOException {
    plain.force(false);
    counters.synced();
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes, long fileOffset)
      throws IOException {
    long at = fileOffset;
    while (bytes.hasRemaining()) {
      int count = channel.write(bytes, at);
      if (count <= 0) {
        throw new IOException("nothing more can be written at byte " + at);
      }
      at += count;
    }
  }

  private FileChannel durableChannel() throws IOException {
    FileChannel channel = durable;
    if (channel == null) {
      channel =
          FileChannel.open(path, mode.options(StandardOpenOption.WRITE, StandardOpenOption.DSYNC));
      durable = channel;
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    plain.close();
    if (durable != null) {
      durable.close();
    }
  }
}
