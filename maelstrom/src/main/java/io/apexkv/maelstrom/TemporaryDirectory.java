package io.apexkv.maelstrom;

import io.apexkv.kernel.ClusterId;
import io.apexkv.runtime.disk.DirectoryLock;
import io.apexkv.runtime.node.DataDirectory;
import io.apexkv.runtime.node.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data directory that ends with its process. Maelstrom never starts a node again, so nobody will
 * read what it wrote; but it ends nodes with SIGKILL, after which they can't tidy up: the next node
 * does, which finds directories whose lock nobody holds.
 */
final class TemporaryDirectory {

  private TemporaryDirectory() {}

  /**
   * Makes and opens a formatted directory of one Raft group.
   *
   * @param parent where; those of dead nodes there are removed
   */
  static DataDirectory open(Path parent, ClusterId cluster, int node)
      throws IOException, StartRefused {
    Path all = parent.resolve("apexkv-maelstrom-" + System.getProperty("user.name"));
    Files.createDirectories(all);
    // One process at a time, so that nobody removes what another has made and not yet locked.
    try (FileChannel turn =
        FileChannel.open(
            all.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      turn.lock();
      removeDead(all);
      Path mine = all.resolve("node-" + ProcessHandle.current().pid());
      DataDirectory.format(mine, cluster, node, 1, 1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(mine), "tidy"));
      return DataDirectory.open(mine, node, cluster);
    }
  }

  private static void removeDead(Path all) throws IOException {
    for (Path each : entries(all)) {
      if (Files.isDirectory(each)) {
        try (DirectoryLock ownerless = DirectoryLock.take(each)) {
          remove(each);
        } catch (IOException inUseOrGone) {
          // Its node lives, or ends just now.
        }
      }
    }
  }

  private static void remove(Path directory) {
    try {
      for (Path each : entries(directory)) {
        Files.deleteIfExists(each);
      }
      Files.deleteIfExists(directory);
    } catch (IOException failed) {
      // Left to the next node.
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
