package io.apexkv.runtime.disk;

import io.apexkv.kernel.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** How a data directory's writes become durable, decided once when the directory is opened. */
public enum DiskMode {
  /** Every durable write goes around the page cache and is on the device when it returns. */
  DIRECT("O_DIRECT and O_DSYNC"),
  /** The file system refuses O_DIRECT: every durable write is followed by an fdatasync. */
  BUFFERED("buffered writes and fdatasync (the file system refuses O_DIRECT)");

  private final String words;

  DiskMode(String words) {
    this.words = words;
  }

  /** The mode in words for a person. */
  public String words() {
    return words;
  }

  /** Opens channels; a parameter so that a test can play a file system without O_DIRECT. */
  interface Opener {
    FileChannel open(Path path, Set<OpenOption> options) throws IOException;
  }

  /**
   * Finds the mode of a directory by writing one block to a file that is deleted again.
   *
   * @throws IOException if nothing can be written there, with or without O_DIRECT
   */
  public static DiskMode of(Path directory) throws IOException {
    return of(directory, (path, options) -> FileChannel.open(path, options));
  }

  static DiskMode of(Path directory, Opener opener) throws IOException {
    Path probe = directory.resolve("probe");
    try {
      writeBlock(probe, opener, DIRECT);
      return DIRECT;
    } catch (IOException | UnsupportedOperationException refused) {
      writeBlock(probe, opener, BUFFERED);
      return BUFFERED;
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static void writeBlock(Path probe, Opener opener, DiskMode mode) throws IOException {
    Set<OpenOption> options = mode.options(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (FileChannel channel = opener.open(probe, options)) {
      ByteBuffer block =
          ByteBuffer.allocateDirect(2 * Memory.ALIGNMENT_BYTES)
              .alignedSlice(Memory.ALIGNMENT_BYTES)
              .limit(Memory.ALIGNMENT_BYTES);
      channel.write(block, 0);
    }
  }

  /** The given options, and O_DIRECT in the direct mode. */
  Set<OpenOption> options(OpenOption... others) {
    Set<OpenOption> options = new HashSet<>(Set.of(others));
    if (this == DIRECT) {
      options.add(direct());
    }
    return options;
  }

  /**
   * {@code ExtendedOpenOption.DIRECT}, looked up by name: the class belongs to a module without
   * support, and to name it in source is a warning.
   */
  private static OpenOption direct() {
    try {
      Class<?> type = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      for (Object constant : type.getEnumConstants()) {
        if (constant instanceof OpenOption option && constant.toString().equals("DIRECT")) {
          return option;
        }
      }
    } catch (ClassNotFoundException absent) {
      throw new UnsupportedOperationException("this JDK knows no O_DIRECT", absent);
    }
    throw new UnsupportedOperationException("this JDK knows no O_DIRECT");
  }
}
