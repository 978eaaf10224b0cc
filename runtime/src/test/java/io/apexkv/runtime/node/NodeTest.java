package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.runtime.loop.Ending;
import io.apexkv.runtime.loop.RawClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kernel on real files and sockets, in this process. */
class NodeTest {

  @TempDir Path temporary;

  private NodeSettings formatted(int node, List<Member> members, int groups) throws Exception {
    Path directory = temporary.resolve("node" + node);
    DataDirectory.format(directory, RunningNode.CLUSTER, node, 16, groups);
    return RunningNode.settings(node, members, directory);
  }

  /** A node whose disk is late when it is told to be; the disk is added to the list. */
  private static RunningNode onLateDisk(NodeSettings settings, List<LateDisk> disks)
      throws Exception {
    return new RunningNode(
        settings,
        disk -> {
          disks.add(new LateDisk(disk));
          return disks.getFirst();
        });
  }

  @Test
  void noAnswerLeavesBeforeTheDiskHasSaidThatItsWriteIsDurable() throws Exception {
    NodeSettings settings = formatted(1, RunningNode.members(1), 1);
    List<LateDisk> disks = new ArrayList<>();
    try (RunningNode node = onLateDisk(settings, disks);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      client.put("k", "before");
      LateDisk disk = disks.getFirst();
      disk.late(true);
      int put = client.send(ClientCommand.PUT, KeyValueClient.strings("k", "late"));
      disk.awaitKept(); // written, and nobody was told
      int get = client.send(ClientCommand.GET, KeyValueClient.strings("k"));
      int ping = client.send(ClientCommand.PING, new byte[0]);
      assertEquals(ping, client.read().sequence(), "neither PUT nor GET of it is answered");
      disk.late(false);
      RawClient.Answer first = client.read();
      RawClient.Answer second = client.read();
      assertEquals(put, first.sequence());
      assertEquals(ClientAnswer.OK, first.code());
      assertEquals(get, second.sequence());
      assertEquals("late", second.text());
      assertTrue(node.node.diskCounters().durableWrites() > 0);
    }
  }

  @Test
  void aNodeWhoseDiskHangsAtTheStopLetsNobodyElseIntoItsDirectory() throws Exception {
    NodeSettings settings = formatted(1, RunningNode.members(1), 1);
    List<LateDisk> disks = new ArrayList<>();
    try (RunningNode node = onLateDisk(settings, disks);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      client.put("k", "v");
      disks.getFirst().late(true);
      assertEquals(new Ending.Stopped(true), node.stop());
    }
    StartRefused refused =
        assertThrows(
            StartRefused.class,
            () -> DataDirectory.open(settings.dataDirectory(), 1, RunningNode.CLUSTER).close());
    assertTrue(refused.problem().contains("in use"), refused.problem());
  }

  @Test
  void everyAcknowledgedWriteThatWaitedForItsAnswerHadItsOwnDurableWrite() throws Exception {
    NodeSettings settings = formatted(1, RunningNode.members(1), 1);
    try (RunningNode node = RunningNode.start(settings);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      client.put("k", "0");
      for (int i = 1; i <= 50; i++) {
        long before = node.node.diskCounters().durableWrites() + node.node.diskCounters().syncs();
        client.put("k", "" + i);
        long after = node.node.diskCounters().durableWrites() + node.node.diskCounters().syncs();
        assertTrue(after > before, "write " + i);
      }
    }
  }

  @Test
  void aRestartKeepsTheData() throws Exception {
    NodeSettings settings = formatted(1, RunningNode.members(1), 4);
    try (RunningNode node = RunningNode.start(settings);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      for (int i = 0; i < 100; i++) {
        client.put("key" + i, "value" + i);
      }
      assertEquals(new Ending.Stopped(true), node.stop());
    }
    try (RunningNode node = RunningNode.start(settings);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      for (int i = 0; i < 100; i++) {
        assertEquals("value" + i, client.get("key" + i));
      }
      assertEquals("absent", client.get("key100"));
      assertEquals(new Ending.Stopped(true), node.stop());
    }
  }

  @Test
  void threeNodesServeOneDataSetAndTwoGoOnWithIt() throws Exception {
    List<Member> members = RunningNode.members(3);
    List<NodeSettings> settings = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      settings.add(formatted(i, members, 4));
    }
    try (RunningNode first = RunningNode.start(settings.get(0));
        RunningNode second = RunningNode.start(settings.get(1));
        RunningNode third = RunningNode.start(settings.get(2))) {
      for (int i = 0; i < 30; i++) {
        try (KeyValueClient client = KeyValueClient.await(settings.get(i % 3).port())) {
          client.put("key" + i, "value" + i);
        }
      }
      assertEquals(new Ending.Stopped(true), first.stop());
      for (int i = 0; i < 30; i++) {
        try (KeyValueClient client = KeyValueClient.await(settings.get(1 + i % 2).port())) {
          assertEquals("value" + i, client.get("key" + i));
        }
      }
      assertEquals(new Ending.Stopped(true), second.stop());
      third.stop();
    }
  }

  @Test
  void atItsLogBudgetANodeRefusesWritesAndStillReads() throws Exception {
    NodeSettings settings =
        formatted(1, RunningNode.members(1), 1)
            .withLimits(
                RunningNode.limits(4 << 20, 8L << 20, 1L << 20), Timing.DEFAULT, 256L << 20);
    try (RunningNode node = RunningNode.start(settings);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      client.put("k", "kept");
      RawClient.Answer answer = client.put("big", 500_000);
      int accepted = 0;
      while (answer.code() == ClientAnswer.OK && accepted < 100) {
        accepted++;
        answer = client.put("big", 500_000);
      }
      assertEquals(ClientAnswer.ERROR, answer.code());
      assertTrue(answer.text().startsWith("LOG_FULL: "), answer.text());
      assertTrue(accepted > 5, "accepted " + accepted);
      assertEquals("kept", client.get("k"));
      assertEquals(new Ending.Stopped(true), node.stop());
    }
  }

  @Test
  void aNodeThatIsToldOfOtherServersThanBeforeHalts() throws Exception {
    NodeSettings alone = formatted(1, RunningNode.members(1), 1);
    try (RunningNode node = RunningNode.start(alone);
        KeyValueClient client = KeyValueClient.await(alone.port())) {
      client.put("k", "v");
      node.stop();
    }
    NodeSettings ofThree = RunningNode.settings(1, RunningNode.members(3), alone.dataDirectory());
    try (RunningNode node = RunningNode.start(ofThree)) {
      Ending.Halted halted = assertInstanceOf(Ending.Halted.class, node.awaitEnding());
      assertEquals(HaltReason.WRONG_IDENTITY, halted.reason());
    }
  }

  @Test
  void eachStartRecordsIntoAFileOfItsOwn() throws Exception {
    Path file = temporary.resolve("run");
    NodeSettings settings = formatted(1, RunningNode.members(1), 1).withRecord(file, 1L << 30);
    for (int start = 1; start <= 2; start++) {
      try (RunningNode node = RunningNode.start(settings);
          KeyValueClient client = KeyValueClient.await(settings.port())) {
        client.put("k", "v" + start);
        node.stop();
      }
    }
    for (Path recording : List.of(file, Path.of(file + ".2"))) {
      byte[] bytes = Files.readAllBytes(recording);
      assertEquals("APXR", new String(bytes, 0, 4, StandardCharsets.US_ASCII));
      assertEquals(0, bytes[bytes.length - 1], "it says that it is whole");
    }
  }
}
