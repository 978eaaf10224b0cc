package io.apexkv.runtime.disk;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.base.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of one data directory, and what can be done with them, each call to its end. One thread
 * at a time uses it. Files are opened when first used and stay open.
 */
final class DataFiles implements Closeable {

  /** Views kept for buffers that were transferred; more buffers than this and it starts anew. */
  private static final int MOST_VIEWS = 4096;

  private final Path directory;
  private final DiskMode mode;
  private final DiskCounters counters;
  private final Map<FileId, OpenFile> open = new HashMap<>();

  /**
   * A view of each buffer, whose position and limit may be set without touching the kernel's own;
   * kept so that a transfer allocates nothing.
   */
  private final IdentityHashMap<ByteBuffer, ByteBuffer> views = new IdentityHashMap<>();

  DataFiles(Path directory, DiskMode mode, DiskCounters counters) {
    this.directory = directory;
    this.mode = mode;
    this.counters = counters;
  }

  /** Begins to make a file; the caller steps it to its end. */
  Creation create(FileId file, long sizeBytes) throws IOException {
    return new Creation(directory, FileNames.of(file), sizeBytes, mode, counters);
  }

  void write(
      FileId file, long fileOffset, ByteBuffer buffer, int offset, int length, boolean durable)
      throws IOException {
    open(file).write(view(buffer, offset, length), fileOffset, durable);
  }

  void read(FileId file, long fileOffset, ByteBuffer buffer, int offset, int length)
      throws IOException {
    open(file).read(view(buffer, offset, length), fileOffset);
  }

  void sync(FileId file) throws IOException {
    open(file).sync();
  }

  void delete(FileId file) throws IOException {
    OpenFile opened = open.remove(file);
    if (opened != null) {
      opened.close();
    }
    Files.delete(directory.resolve(FileNames.of(file)));
    syncDirectory(directory, counters);
  }

  /**
   * Fills in the rows of {@link Host#diskList}.
   *
   * @return their bytes
   * @throws BufferOverflowException if they do not fit
   */
  int list(ByteBuffer buffer, int offset, int length) throws IOException {
    Map<FileId, Long> sizes = sizes(directory);
    if (sizes.size() > length / Host.LIST_ROW_BYTES) {
      throw new BufferOverflowException();
    }
    int row = offset;
    for (Map.Entry<FileId, Long> entry : sizes.entrySet()) {
      buffer.putLong(row, (long) entry.getKey().kind().code() << 56);
      buffer.putLong(row + 8, entry.getKey().id());
      buffer.putLong(row + 16, entry.getValue());
      row += Host.LIST_ROW_BYTES;
    }
    return row - offset;
  }

  /** Every file of the directory that has a name of ours, ascending, with its size in bytes. */
  static Map<FileId, Long> sizes(Path directory) throws IOException {
    Map<FileId, Long> sizes = new TreeMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        FileId file = FileNames.parse(String.valueOf(path.getFileName()));
        if (file != null) {
          sizes.put(file, Files.size(path));
        }
      }
    }
    return sizes;
  }

  /** Makes creations and deletions of entries of a directory durable. */
  static void syncDirectory(Path directory, DiskCounters counters) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
      counters.synced();
    }
  }

  private OpenFile open(FileId file) throws IOException {
    @Nullable OpenFile opened = open.get(file);
    if (opened == null) {
      opened = new OpenFile(directory.resolve(FileNames.of(file)), mode, counters);
      open.put(file, opened);
    }
    return opened;
  }

  private ByteBuffer view(ByteBuffer buffer, int offset, int length) {
    @Nullable ByteBuffer view = views.get(buffer);
    if (view == null) {
      if (views.size() == MOST_VIEWS) {
        views.clear();
      }
      view = buffer.duplicate();
      views.put(buffer, view);
    }
    return view.limit(offset + length).position(offset);
  }

  @Override
  public void close() throws IOException {
    for (OpenFile file : open.values()) {
      file.close();
    }
    open.clear();
  }
}
