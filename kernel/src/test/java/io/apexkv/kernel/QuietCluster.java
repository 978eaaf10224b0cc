package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.kernel.raft.Role;
import java.nio.ByteBuffer;

/** Three {@link QuietNode}s of which one leads, and a connection to each: number 1. */
final class QuietCluster {

  private static final int NODES = 3;
  private static final int SETTLING_STEPS = 50;
  private static final int ELECTION_STEPS = 1000;

  private final QuietNode[] nodes = new QuietNode[NODES + 1];
  private long now = 1_000 * MiniCluster.MILLI;

  /** Requests made so far. */
  long requests;

  QuietCluster() {
    for (int node = 1; node <= NODES; node++) {
      nodes[node] = new QuietNode(nodes, QuietNode.config(node, new Chunks()));
    }
    for (int node = 1; node <= NODES; node++) {
      nodes[node].kernel.booted(now, 0);
      nodes[node].kernel.flush(now);
    }
    nodes[0] = nodes[1];
    steps(SETTLING_STEPS);
    for (int node = 1; node <= NODES; node++) {
      for (int peer = 1; peer <= NODES; peer++) {
        if (peer != node) {
          nodes[node].kernel.peerUp(now, peer, 1);
          nodes[node].kernel.sendSpace(now, peer, 1 << 20);
        }
      }
    }
    for (int i = 0; i < ELECTION_STEPS && leaders() == 0; i++) {
      step();
    }
    steps(SETTLING_STEPS);
    assertEquals(1, leaders());
    for (int node = 1; node <= NODES; node++) {
      nodes[node].kernel.connectionOpened(now, 1);
    }
  }

  private int leaders() {
    int leaders = 0;
    for (int node = 1; node <= NODES; node++) {
      leaders += nodes[node].kernel.view(1).role() == Role.LEADER ? 1 : 0;
    }
    return leaders;
  }

  /** The leader, or one that does not lead. */
  QuietNode node(boolean leads) {
    for (int node = 1; node <= NODES; node++) {
      if (nodes[node].kernel.view(1).role() == Role.LEADER == leads) {
        return nodes[node];
      }
    }
    throw new AssertionError("there is one");
  }

  /** A millisecond: what was sent and written before arrives, and every node flushes. */
  void step() {
    now += MiniCluster.MILLI;
    for (int node = 1; node <= NODES; node++) {
      nodes[node].deliver(now);
    }
    for (int node = 1; node <= NODES; node++) {
      nodes[node].kernel.flush(now);
    }
    for (int node = 1; node <= NODES; node++) {
      nodes[node].turn();
    }
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
  }

  void request(QuietNode server, ByteBuffer frame) {
    server.kernel.request(now, 1, frame, 0, frame.limit());
    requests++;
  }

  private static final class Chunks implements Memory {
    private int taken;

    @Override
    public int chunkBytes() {
      return 64 << 10;
    }

    @Override
    public int available() {
      return 1000 - taken;
    }

    @Override
    public ByteBuffer take() {
      taken++;
      return ByteBuffer.allocate(chunkBytes());
    }

    @Override
    public void give(ByteBuffer chunk) {
      taken--;
    }
  }
}
