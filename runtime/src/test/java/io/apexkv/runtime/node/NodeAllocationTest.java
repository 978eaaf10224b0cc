package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warm node serves without allocating, from socket to disk and back. */
class NodeAllocationTest {

  private static final int ROUNDS = 8;
  private static final int OPERATIONS = 10_000;
  private static final int PIPELINED = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path temporary;

  @Test
  void readsAndWritesAllocateLessThanAByteEach() throws Exception {
    requireNoAllocation(1);
  }

  /** With the sockets between them, and answers forwarded where the asked node does not lead. */
  @Test
  void threeNodesAllocateLessThanAByteForEachTogether() throws Exception {
    requireNoAllocation(3);
  }

  /** The quietest round counts: tables that double now and then, and the compiler, are not warm. */
  private void requireNoAllocation(int servers) throws Exception {
    List<Member> members = RunningNode.members(servers);
    List<RunningNode> nodes = new ArrayList<>();
    long leastBytes = Long.MAX_VALUE;
    try {
      for (int server = 1; server <= servers; server++) {
        nodes.add(RunningNode.start(settings(server, members)));
      }
      try (KeyValueClient client = KeyValueClient.await(settings(1, members).port())) {
        client.put("k", "v");
        for (int round = 0; round < ROUNDS && leastBytes >= OPERATIONS; round++) {
          long before = allocatedBytes(servers);
          readAndWrite(client);
          leastBytes = Math.min(leastBytes, allocatedBytes(servers) - before);
        }
      }
    } finally {
      for (RunningNode node : nodes) {
        node.close();
      }
    }
    assertTrue(leastBytes < OPERATIONS, leastBytes + " bytes for " + OPERATIONS + " operations");
  }

  private NodeSettings settings(int node, List<Member> members) throws Exception {
    Path directory = temporary.resolve("node" + node);
    if (!Files.exists(directory)) {
      DataDirectory.format(directory, RunningNode.CLUSTER, node, 16, 1);
    }
    return RunningNode.settings(node, members, directory)
        .withLimits(RunningNode.limits(64 << 20, 1L << 30, 64L << 20), Timing.DEFAULT, 512L << 20);
  }

  private static void readAndWrite(KeyValueClient client) throws IOException {
    for (int done = 0; done < OPERATIONS; done += PIPELINED) {
      for (int i = 0; i < PIPELINED; i += 2) {
        client.send(ClientCommand.PUT, KeyValueClient.strings("key" + i, "value"));
        client.send(ClientCommand.GET, KeyValueClient.strings("key" + i));
      }
      for (int i = 0; i < PIPELINED; i++) {
        assertNotEquals(ClientAnswer.ERROR, client.read().code());
      }
    }
  }

  /** By the loops and the disks' threads of all. */
  private long allocatedBytes(int servers) {
    long bytes = 0;
    for (int server = 1; server <= servers; server++) {
      bytes += allocatedBytes("node-" + server) + allocatedBytes("disk-" + server);
    }
    return bytes;
  }

  private long allocatedBytes(String threadName) {
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(threadName)) {
        return threads.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    throw new AssertionError("no thread has the name " + threadName);
  }
}
