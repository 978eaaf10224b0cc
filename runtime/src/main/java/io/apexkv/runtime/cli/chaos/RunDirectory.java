package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.ClusterFiles;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
   * Makes a directory, after everything that could be wrong with what the user gave was looked at:
   * whoever finds out after a run that its history can't be written has lost the run.
   *
   * @param kind of the run, names the directory above it
   * @param dir where, or null for the usual place
   * @param history where the history goes, or null for the directory
   * @param bytes that the run may write
   * @throws UserMistake if something else is there, or nothing or not so much can be written; then
   *     nothing new is left behind
   */
  static RunDirectory make(String kind, @Nullable Path dir, @Nullable Path history, long bytes)
      throws IOException {
    if (dir != null) {
      requireEmpty(dir);
    }
    Deque<Path> made = new ArrayDeque<>();
    try {
      Path root = dir == null ? usual(kind, made) : makeDirectories(dir, made);
      RunDirectory run =
          new RunDirectory(root, history == null ? root.resolve("history.jsonl") : history);
      run.requireNewHistory();
      run.requireRoom(bytes);
      return run;
    } catch (UserMistake mistake) {
      deleteAll(made);
      throw mistake;
    } catch (FileSystemException refused) {
      deleteAll(made);
      throw new UserMistake(
          "no directory can be made at '" + refused.getFile() + "': " + reason(refused) + ".",
          "Give --dir a place where you may write.");
    }
  }

  private static void requireEmpty(Path dir) throws IOException {
    String remedy = "Give --dir a directory that is new or empty.";
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw new UserMistake("'" + dir + "' is no directory.", remedy);
    }
    if (Files.isDirectory(dir)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(dir)) {
        Iterator<Path> first = found.iterator();
        if (first.hasNext()) {
          throw new UserMistake(
              "'" + dir + "' is not empty: it holds '" + first.next().getFileName() + "'.", remedy);
        }
      }
    }
  }

  private static Path usual(String kind, Deque<Path> made) throws IOException {
    Path above = makeDirectories(ClusterFiles.usual().root().resolve(kind), made);
    String name = NAME.format(LocalDateTime.now(ZoneId.systemDefault()));
    for (int more = 1; ; more++) { // two runs may begin in one second
      Path fresh = above.resolve(more == 1 ? name : name + "-" + more);
      try {
        Files.createDirectory(fresh);
        made.push(fresh);
        return fresh;
      } catch (FileAlreadyExistsException taken) {
        // the next name
      }
    }
  }

  /** Notes those that were not there before, so that they can be taken back. */
  private static Path makeDirectories(Path dir, Deque<Path> made) throws IOException {
    Path above = dir.toAbsolutePath().getParent();
    if (above != null && !Files.isDirectory(above)) {
      makeDirectories(above, made);
    }
    if (!Files.isDirectory(dir)) {
      Files.createDirectory(dir);
      made.push(dir);
    }
    return dir;
  }

  /** Proves that the history can be written by beginning one. */
  private void requireNewHistory() throws IOException {
    String remedy = "Give --history the name of a new file, in a directory where you may write.";
    if (history.toAbsolutePath().normalize().startsWith(cluster().toAbsolutePath().normalize())) {
      throw new UserMistake("'" + history + "' is where the nodes keep their data.", remedy);
    }
    try {
      Files.createFile(history);
      Files.delete(history);
    } catch (FileAlreadyExistsException there) {
      throw new UserMistake(
          "'" + history + "' exists, and a history is not written over something else.",
          "Give --history another name, or move that file away.");
    } catch (FileSystemException refused) {
      throw new UserMistake(
          "the history can't be written to '" + history + "': " + reason(refused) + ".", remedy);
    }
  }

  private void requireRoom(long bytes) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < bytes) {
      throw new UserMistake(
          "the run may write "
              + Units.bytes(bytes)
              + ", and there are "
              + Units.bytes(free)
              + " free where '"
              + root
              + "' is.",
          "Free some, name another place with --dir, or take fewer --seconds.");
    }
  }

  private static String reason(FileSystemException refused) {
    String reason = refused.getReason();
    return reason == null ? refused.getClass().getSimpleName().replace("Exception", "") : reason;
  }

  private static void deleteAll(Deque<Path> made) throws IOException {
    while (!made.isEmpty()) {
      Files.deleteIfExists(made.pop());
    }
  }

  /** Where the nodes live. */
  Path cluster() {
    return root.resolve("cluster");
  }
}
