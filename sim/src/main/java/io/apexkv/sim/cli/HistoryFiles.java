package io.apexkv.sim.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files that the arguments of a command mean. */
final class HistoryFiles {
  private HistoryFiles() {}

  /**
   * One file.
   *
   * @param path where it is
   * @param named whether the user named it itself; else it was found in a folder
   */
  record Found(Path path, boolean named) {}

  /**
   * What one argument means.
   *
   * @param path the argument
   * @param files it, or what is below it
   * @param error why there are none
   */
  record Argument(Path path, List<Found> files, Optional<String> error) {}

  /** All files below {@code path} in the order of their paths, hidden ones left out. */
  static Argument below(Path path) {
    if (!Files.isDirectory(path)) {
      return new Argument(path, List.of(new Found(path, true)), Optional.empty());
    }
    try (Stream<Path> paths = Files.walk(path)) {
      List<Found> files =
          paths
              .filter(Files::isRegularFile)
              .filter(file -> !isHidden(path.relativize(file)))
              .sorted()
              .map(file -> new Found(file, false))
              .toList();
      return new Argument(path, files, Optional.empty());
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      String reason = cause == null ? e.toString() : reason(cause);
      return new Argument(path, List.of(), Optional.of(reason));
    } catch (IOException e) {
      return new Argument(path, List.of(), Optional.of(reason(e)));
    }
  }

  /** What an exception says to a user. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "found nothing there, expected a file or a folder";
      case AccessDeniedException denied -> "found no permission to read it";
      default -> "can't be read: " + e.getMessage();
    };
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
