package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.store.wal.Superblock;
import io.apexkv.runtime.disk.FileNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node refuses to start with, and in which words. */
class StartTest {

  private static final ClusterId CLUSTER = RunningNode.CLUSTER;

  @TempDir Path temporary;
  private Path directory;

  @BeforeEach
  void path() {
    directory = temporary.resolve("deep").resolve("data");
  }

  @Test
  void aFormattedDirectoryTellsWhoseItIs() throws Exception {
    DataDirectory.format(directory, CLUSTER, 7, 32, 4);
    try (DataDirectory opened = DataDirectory.open(directory, 7, CLUSTER)) {
      Superblock superblock = opened.superblock();
      assertEquals(CLUSTER, superblock.cluster());
      assertEquals(7, superblock.node());
      assertEquals(32, superblock.partitions());
      assertEquals(4, superblock.groups());
      assertEquals(0, superblock.bootCounter());
      assertEquals(2, superblock.sequence(), "both copies are there");
    }
    DataDirectory.open(directory, 7, null).close();
  }

  @Test
  void aDirectoryIsFormattedOnce() throws Exception {
    DataDirectory.format(directory, CLUSTER, 7, 32, 4);
    refused(
        () -> DataDirectory.format(directory, CLUSTER, 7, 32, 4),
        "is already formatted, for node 7 of cluster " + CLUSTER);
  }

  @Test
  void whatIsNotEmptyIsNotFormatted() throws Exception {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("notes.txt"), "mine");
    refused(() -> DataDirectory.format(directory, CLUSTER, 1, 1, 1), "it holds 'notes.txt'");
    refused(
        () -> DataDirectory.format(directory.resolve("notes.txt"), CLUSTER, 1, 1, 1),
        "is a file, not a directory");
  }

  @Test
  void aMissingDirectoryIsNeverMade() {
    refused(() -> open(1), "does not exist", "./apex format --cluster ID --id 1");
    assertFalse(Files.exists(directory));
  }

  @Test
  void anUnformattedDirectoryIsNotTouched() throws IOException {
    Files.createDirectories(directory);
    refused(() -> open(1), "is not a formatted data directory", "./apex format");
    try (var entries = Files.list(directory)) {
      assertEquals(List.of(), entries.toList());
    }
  }

  @Test
  void anotherNodesDirectoryIsRefusedByBothNames() throws Exception {
    DataDirectory.format(directory, CLUSTER, 7, 32, 4);
    refused(() -> open(1), "belongs to node 7 of cluster " + CLUSTER + ", not to node 1.");
  }

  @Test
  void anotherClustersDirectoryIsRefusedByBothNames() throws Exception {
    DataDirectory.format(directory, CLUSTER, 1, 32, 4);
    ClusterId other = ClusterId.parse("bad");
    refused(
        () -> DataDirectory.open(directory, 1, other).close(),
        "belongs to node 1 of cluster " + CLUSTER + ", not to node 1 of cluster " + other);
  }

  @Test
  void aDamagedSuperblockIsNamed() throws Exception {
    DataDirectory.format(directory, CLUSTER, 1, 32, 4);
    Path file = directory.resolve(FileNames.of(Superblock.FILE));
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    bytes[Superblock.SLOT_BYTES + 100] ^= 1;
    Files.write(file, bytes);
    refused(() -> open(1), "is damaged: neither of its two copies is intact");
  }

  @Test
  void oneIntactCopyIsEnoughToKnowWhoseItIs() throws Exception {
    DataDirectory.format(directory, CLUSTER, 1, 32, 4);
    Path file = directory.resolve(FileNames.of(Superblock.FILE));
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    try (DataDirectory opened = DataDirectory.open(directory, 1, CLUSTER)) {
      assertEquals(1, opened.superblock().sequence());
    }
  }

  @Test
  void aDirectoryInUseIsRefused() throws Exception {
    DataDirectory.format(directory, CLUSTER, 1, 32, 4);
    try (DataDirectory holder = DataDirectory.open(directory, 1, CLUSTER)) {
      refused(
          () -> open(1), "is in use by process " + ProcessHandle.current().pid(), "Stop that node");
      assertEquals(directory, holder.path());
    }
  }

  @Test
  void aUsedPortIsNamedAndTheDirectoryGivenUp() throws Exception {
    DataDirectory.format(directory, CLUSTER, 1, 32, 4);
    NodeSettings settings = RunningNode.settings(1, RunningNode.members(1), directory);
    try (ServerSocket user =
        new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress())) {
      refused(() -> Node.open(settings), "can't listen on 127.0.0.1:" + user.getLocalPort());
    }
    open(1);
  }

  private void open(int node) throws StartRefused, IOException {
    DataDirectory.open(directory, node, null).close();
  }

  private interface Start {
    void run() throws StartRefused, IOException;
  }

  private static void refused(Start start, String... words) {
    StartRefused refused = assertThrows(StartRefused.class, start::run);
    for (String expected : words) {
      String message = refused.problem() + " " + refused.remedy();
      assertTrue(message.contains(expected), message);
    }
  }
}
