package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Forgets a local cluster: deletes what {@code up} and its nodes made, and nothing else. */
final class Wipe {

  private Wipe() {}

  /**
   * What there is to delete, in the order in which it must go: what says that the rest is whole
   * first.
   */
  static List<Path> targets(ClusterFiles files) throws IOException {
    List<Path> targets = new ArrayList<>();
    if (!Files.isDirectory(files.root())) {
      return targets;
    }
    if (files.hasCluster()) {
      targets.add(files.cluster());
    }
    try (DirectoryStream<Path> nodes = Files.newDirectoryStream(files.root(), "node-[1-9]")) {
      nodes.forEach(targets::add);
    }
    return targets;
  }

  /** Bytes of everything below the targets. */
  static long bytes(List<Path> targets) throws IOException {
    long bytes = 0;
    for (Path target : targets) {
      try (Stream<Path> below = Files.walk(target)) {
        bytes += below.filter(Files::isRegularFile).mapToLong(Wipe::size).sum();
      }
    }
    return bytes;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Deletes the targets with everything below them; what somebody else deletes, too, is gone. */
  static void delete(List<Path> targets) throws IOException {
    for (Path target : targets) {
      Files.walkFileTree(
          target,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed)
                throws IOException {
              if (failed instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failed;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
                throws IOException {
              if (failed != null) {
                throw failed;
              }
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }

  /** Deletes the lock and the directory itself, if nobody else keeps anything there. */
  static void deleteRoot(ClusterFiles files) throws IOException {
    Files.deleteIfExists(files.lock());
    try {
      Files.deleteIfExists(files.root());
    } catch (DirectoryNotEmptyException others) {
      // It holds what is not ours.
    }
  }
}
