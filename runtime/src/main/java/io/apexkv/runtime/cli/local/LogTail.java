package io.apexkv.runtime.cli.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The end of a log file, and what is added to it later. */
final class LogTail {

  private static final int CHUNK_BYTES = 1 << 20;

  private final Path file;
  private long position;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

  private LogTail(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  /** Follows a file from its end on. */
  static LogTail fromEnd(Path file) throws IOException {
    return new LogTail(file, size(file));
  }

  /**
   * The last lines of a file, of its last MiB at most; none if there is no such file.
   *
   * @param from bytes at its beginning that are not looked at
   */
  static List<String> last(Path file, long from, int lines) throws IOException {
    long size = size(file);
    long begin = Math.max(Math.min(from, size), size - CHUNK_BYTES);
    List<String> all = new LogTail(file, begin).linesToEnd();
    return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  /** The lines that are complete now and were not when it was last asked. */
  List<String> added() throws IOException {
    long size = size(file);
    if (size < position) { // it was begun anew
      position = 0;
      unfinished.reset();
    }
    List<String> lines = new ArrayList<>();
    while (position < size) {
      split(read((int) Math.min(CHUNK_BYTES, size - position)), lines);
    }
    return lines;
  }

  private List<String> linesToEnd() throws IOException {
    List<String> lines = added();
    if (unfinished.size() > 0) {
      lines.add(unfinished.toString(StandardCharsets.UTF_8));
    }
    return lines;
  }

  private byte[] read(int bytes) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(bytes);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (chunk.hasRemaining() && channel.read(chunk, position + chunk.position()) >= 0) {
        // until the chunk is full, or the file was cut meanwhile
      }
    }
    position += bytes;
    byte[] read = new byte[chunk.position()];
    chunk.get(0, read);
    return read;
  }

  private void split(byte[] bytes, List<String> lines) {
    for (byte b : bytes) {
      if (b == '\n') {
        lines.add(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
      } else {
        unfinished.write(b);
      }
    }
  }

  private static long size(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size();
    } catch (NoSuchFileException none) {
      return 0;
    }
  }
}
