package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.ClusterFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where one run keeps what it has.
 *
 * @param root a directory of its own
 * @param history the recorded history, always kept
 */
record RunDirectory(Path root, Path history) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /**
   * Makes a directory.
   *
   * @param kind of the run, names the directory above it
   * @param dir where, or null for the usual place
   * @param history where the history goes, or null for the directory
   */
  static RunDirectory make(String kind, @Nullable Path dir, @Nullable Path history)
      throws IOException {
    Path root = dir == null ? usual(kind) : given(dir);
    return new RunDirectory(root, history == null ? root.resolve("history.jsonl") : history);
  }

  private static Path usual(String kind) throws IOException {
    Path above = ClusterFiles.usual().root().resolve(kind);
    Files.createDirectories(above);
    String name = NAME.format(LocalDateTime.now(ZoneId.systemDefault()));
    for (int more = 1; ; more++) { // two runs may begin in one second
      Path fresh = above.resolve(more == 1 ? name : name + "-" + more);
      try {
        return Files.createDirectory(fresh);
      } catch (FileAlreadyExistsException taken) {
        // the next name
      }
    }
  }

  private static Path given(Path dir) throws IOException {
    if (Files.exists(dir.resolve("history.jsonl")) || Files.exists(dir.resolve("cluster"))) {
      throw new UserMistake(
          "'" + dir + "' holds another run.", "Give --dir a directory that is new or empty.");
    }
    return Files.createDirectories(dir);
  }

  /** Where the nodes live. */
  Path cluster() {
    return root.resolve("cluster");
  }
}
