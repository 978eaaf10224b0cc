package io.apexkv.runtime.disk;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Inputs;
import java.nio.ByteBuffer;

/**
 * A data directory as the event loop sees it: operations go in by ticket during a flush, and their
 * completions come out in a later batch, in any order, each exactly once.
 *
 * <p>The operations are those of {@link io.apexkv.kernel.Host}, with its rules. All methods are
 * called on the event loop's thread; none but {@link #close} waits for the device.
 */
public interface Disk extends AutoCloseable {

  /** Preallocates and zero-fills a file; complete when file and directory entry are durable. */
  void create(long ticket, FileId file, long sizeBytes);

  /** Writes a range; durable at its completion if {@code durable}, else after a later sync. */
  void write(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable);

  /** Reads a range. */
  void read(long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length);

  /** Makes every completed write to the file durable. */
  void sync(long ticket, FileId file);

  /** Deletes a file durably. */
  void delete(long ticket, FileId file);

  /** Lists all files into the buffer. */
  void list(long ticket, ByteBuffer buffer, int offset, int length);

  /** Begins what was asked for since the last call. */
  void begin();

  /** True if {@link #complete} has something to tell. */
  boolean hasCompletions();

  /** Tells the kernel of every operation that has ended. */
  void complete(Inputs kernel, long nowNanos);

  /** Ends what is under way and closes all files; a disk that hangs is not waited for for ever. */
  @Override
  void close();

  /**
   * Whether {@link #close} gave up waiting. Then files are open, and what was under way may still
   * be written for as long as the process lives: nobody else may have the directory.
   */
  boolean mayStillWrite();
}
