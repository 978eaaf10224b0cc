package io.apexkv.runtime.disk;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The making of one file, a slice at a time, so that the log's own writes go on in between: a
 * segment of 64 MiB takes as long as hundreds of them.
 *
 * <p>The file is really filled with zeros. Blocks that were written once are overwritten without
 * any change of the file system's own records; merely reserved ones are not, and cost as much as
 * growing the file.
 */
final class Creation {

  /** Written in a fraction of a millisecond. */
  static final int SLICE_BYTES = 256 << 10;

  private static final ByteBuffer ZEROS = DirectMemory.allocate(SLICE_BYTES);

  private final Path directory;
  private final Path path;
  private final long sizeBytes;
  private final DiskCounters counters;
  private final FileChannel channel;
  private long filledBytes;

  /**
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  Creation(Path directory, String name, long sizeBytes, DiskMode mode, DiskCounters counters)
      throws IOException {
    Check.that(
        sizeBytes > 0 && sizeBytes % Memory.ALIGNMENT_BYTES == 0,
        "a file's size is a positive multiple of 4096 bytes",
        sizeBytes);
    this.directory = directory;
    this.path = directory.resolve(name);
    this.sizeBytes = sizeBytes;
    this.counters = counters;
    this.channel =
        FileChannel.open(
            path, mode.options(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Fills the next slice; after the last one file and directory entry are durable.
   *
   * @return true if that was the last one
   */
  boolean step() throws IOException {
    try {
      int slice = (int) Math.min(SLICE_BYTES, sizeBytes - filledBytes);
      OpenFile.writeFully(channel, ZEROS.duplicate().limit(slice), filledBytes);
      filledBytes += slice;
      if (filledBytes < sizeBytes) {
        return false;
      }
      channel.force(true);
      counters.synced();
      channel.close();
      DataFiles.syncDirectory(directory, counters);
      return true;
    } catch (IOException failed) {
      abandon(failed);
      throw failed;
    }
  }

  /** Leaves no half-made file behind, if the disk still allows that. */
  private void abandon(IOException cause) {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException alsoFailed) {
      cause.addSuppressed(alsoFailed);
    }
  }
}
