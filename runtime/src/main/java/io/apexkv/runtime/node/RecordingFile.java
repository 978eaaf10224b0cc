package io.apexkv.runtime.node;

import io.apexkv.kernel.record.Recorder;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a recording. It never overwrites another: a node that is started again with the same
 * name records into the name with .2, then .3, and so on.
 */
final class RecordingFile implements Recorder.Output, Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingFile.class);
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private RecordingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes a file of this name, or of the first free one after it.
   *
   * @throws StartRefused if its directory does not exist, or it can't be made there
   */
  static RecordingFile create(Path wanted) throws StartRefused {
    Path parent = wanted.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new StartRefused(
          "--record is '" + wanted + "', but the directory '" + parent + "' does not exist.",
          "Make that directory, or give a file in one that exists.");
    }
    Path path = wanted;
    for (int number = 2; Files.exists(path); number++) {
      path = Path.of(wanted + "." + number);
    }
    try {
      return new RecordingFile(
          path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException failed) {
      throw new StartRefused(
          "--record is '"
              + wanted
              + "', but '"
              + path
              + "' can't be made: "
              + failed.getClass().getSimpleName()
              + ".",
          "Give a file in a directory that you may write.");
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void append(ByteBuffer source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int count = Math.min(left, buffer.remaining());
      int at = buffer.position();
      buffer.put(at, source, from, count).position(at + count);
      from += count;
      left -= count;
      if (!buffer.hasRemaining()) {
        write();
      }
    }
  }

  @Override
  public void full(long bytes) {
    write();
    LOG.atError()
        .addKeyValue("file", path.toString())
        .addKeyValue("bytes", bytes)
        .log("the recording reached its budget and ended; the node goes on");
  }

  private void write() {
    try {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    } catch (IOException failed) {
      throw new UncheckedIOException("writing the recording " + path + " failed", failed);
    }
  }

  @Override
  public void close() throws IOException {
    write();
    channel.close();
  }
}
