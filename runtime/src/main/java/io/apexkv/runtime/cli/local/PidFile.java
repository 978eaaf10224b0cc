package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of one line, {@code PID BIRTH}: which process a node is. */
record PidFile(Path file) {

  /**
   * The process that was written down, whether or not it still lives.
   *
   * @return null if there is no file, or none that we wrote
   */
  @Nullable
  NodeProcess read() throws IOException {
    String[] words;
    try {
      words = Files.readString(file).strip().split(" ");
    } catch (NoSuchFileException none) {
      return null;
    }
    try {
      return words.length == 2 ? new NodeProcess(Long.parseLong(words[0]), words[1]) : null;
    } catch (NumberFormatException notOurs) {
      return null;
    }
  }

  /** The process that was written down if it still lives, else null. */
  @Nullable
  NodeProcess living() throws IOException {
    NodeProcess process = read();
    return process != null && process.isAlive() ? process : null;
  }

  /** Writes a process down, at once or not at all. */
  void write(NodeProcess process) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, process.pid() + " " + process.birth() + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
