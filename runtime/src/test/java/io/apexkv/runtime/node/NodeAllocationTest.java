package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warm node serves without allocating, from socket to disk and back. */
class NodeAllocationTest {

  private static final int ROUNDS = 8;
  private static final int OPERATIONS = 10_000;
  private static final int PIPELINED = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path temporary;

  /** The quietest round counts: tables that double now and then, and the compiler, are not warm. */
  @Test
  void readsAndWritesAllocateLessThanAByteEach() throws Exception {
    Path directory = temporary.resolve("node1");
    DataDirectory.format(directory, RunningNode.CLUSTER, 1, 16, 1);
    NodeSettings settings =
        RunningNode.settings(1, RunningNode.members(1), directory)
            .withLimits(
                RunningNode.limits(64 << 20, 1L << 30, 64L << 20), Timing.DEFAULT, 512L << 20);
    long leastBytes = Long.MAX_VALUE;
    try (RunningNode node = RunningNode.start(settings);
        KeyValueClient client = KeyValueClient.await(settings.port())) {
      client.put("k", "v");
      for (int round = 0; round < ROUNDS && leastBytes >= OPERATIONS; round++) {
        long before = allocatedBytes("node-1") + allocatedBytes("disk-1");
        readAndWrite(client);
        long after = allocatedBytes("node-1") + allocatedBytes("disk-1");
        leastBytes = Math.min(leastBytes, after - before);
      }
      node.stop();
    }
    assertTrue(leastBytes < OPERATIONS, leastBytes + " bytes for " + OPERATIONS + " operations");
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

  private long allocatedBytes(String threadName) {
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(threadName)) {
        return threads.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    throw new AssertionError("no thread has the name " + threadName);
  }
}
