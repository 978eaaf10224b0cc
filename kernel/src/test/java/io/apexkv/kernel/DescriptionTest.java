package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.raft.GroupView;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** DESCRIPTION and METRICS_RESPONSE, field by field: {@code docs/wire-protocol.md}. */
final class DescriptionTest {

  private final MiniCluster cluster = new MiniCluster(3, 2, MiniCluster.smallLimits());
  private final MiniServer server = cluster.elect(1);
  private final MiniClient client = new MiniClient(cluster, server, 1);

  private static String string(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getInt()];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** Keys of group 1, which the described server leads. */
  private void use() {
    for (int i = 0, done = 0; done < 5; i++) {
      client.put("key" + i, "v");
      boolean here = client.text().equals("OK");
      done += here ? 1 : 0;
      if (here && done <= 3) {
        client.get("key" + i);
        assertEquals("v", client.text());
      }
    }
  }

  @Test
  void aDescriptionHasEveryFieldAtItsPlace() {
    cluster.elect(2);
    use();
    long askedNanos = cluster.now;
    int sequence = client.send(ClientCommand.DESCRIBE);
    ByteBuffer frame = client.frame();
    assertEquals(ClientAnswer.DESCRIPTION, ClientFrame.command(frame, 0));
    assertEquals(server.node, ClientFrame.sender(frame, 0));
    assertEquals(sequence, ClientFrame.sequence(frame, 0));
    frame.position(ClientFrame.HEADER_BYTES);
    assertEquals(1, frame.getShort(), "version");
    assertEquals(1, frame.get(), "serving");
    assertEquals(0, frame.get());
    assertEquals(server.node, frame.getInt());
    assertEquals(MiniCluster.CLUSTER.high(), frame.getLong());
    assertEquals(MiniCluster.CLUSTER.low(), frame.getLong());
    assertEquals(1, frame.getLong(), "boot counter");
    assertEquals(askedNanos - 1_000 * MiniCluster.MILLI, frame.getLong(), "up since");
    long logBytes = frame.getLong();
    assertTrue(logBytes > 0 && logBytes % 4096 == 0, "log bytes: " + logBytes);
    assertEquals(8 << 20, frame.getLong(), "log budget");
    assertEquals(3, frame.getLong(), "gets");
    assertEquals(5, frame.getLong(), "puts");
    long p99GetMicros = frame.getLong();
    long p99PutMicros = frame.getLong();
    assertTrue(p99GetMicros >= 1_000 && p99GetMicros <= 4_000, "p99 of gets: " + p99GetMicros);
    assertTrue(p99PutMicros >= 2_000 && p99PutMicros <= 6_000, "p99 of puts: " + p99PutMicros);
    assertEquals("model", string(frame));
    assertEquals(MiniCluster.PARTITIONS, frame.getInt());
    assertEquals(3, frame.getInt(), "members");
    for (int node = 1; node <= 3; node++) {
      assertEquals(node, frame.getInt());
      assertEquals("127.0.0.1:" + (7000 + node), string(frame));
    }
    assertEquals(2, frame.getInt(), "groups");
    for (int group = 1; group <= 2; group++) {
      GroupView view = server.kernel.view(group);
      assertEquals(group, frame.getLong());
      assertEquals(view.role() == Role.LEADER ? 3 : 0, frame.get());
      assertEquals(0, frame.get());
      assertEquals(0, frame.getShort());
      assertEquals(cluster.elect(group).node, frame.getInt());
      assertEquals(view.term(), frame.getLong());
      assertEquals(view.commitIndex(), frame.getLong());
      assertEquals(view.appliedIndex(), frame.getLong());
      assertEquals(view.lastIndex(), frame.getLong());
    }
    assertEquals(0, frame.remaining());
  }

  @Test
  void rolesHaveTheirDocumentedCodes() {
    assertEquals(0, Role.FOLLOWER.ordinal());
    assertEquals(1, Role.PRE_CANDIDATE.ordinal());
    assertEquals(2, Role.CANDIDATE.ordinal());
    assertEquals(3, Role.LEADER.ordinal());
  }

  @Test
  void anUnknownLeaderIsZero() {
    cluster.isolate(server);
    cluster.await(() -> server.traced("QUORUM_LOST 1") == 1, "it notices");
    client.send(ClientCommand.DESCRIBE);
    ByteBuffer frame = client.frame();
    int groups = frame.capacity() - 2 * 48;
    assertEquals(1, frame.getLong(groups));
    assertEquals(0, frame.getInt(groups + 12));
  }

  @Test
  void metricsCountWhatALeaderAnswered() {
    client.send(ClientCommand.METRICS);
    ByteBuffer frame = client.frame();
    for (int at = 16; at < 48; at += 8) {
      assertEquals(0, frame.getLong(at));
    }
    use();
    int sequence = client.send(ClientCommand.METRICS);
    frame = client.frame();
    assertEquals(ClientAnswer.METRICS_RESPONSE, ClientFrame.command(frame, 0));
    assertEquals(sequence, ClientFrame.sequence(frame, 0));
    assertEquals(32, ClientFrame.payloadBytes(frame, 0));
    assertEquals(3, frame.getLong(16), "gets");
    assertEquals(5, frame.getLong(24), "puts");
    assertTrue(frame.getLong(32) >= 1_000 && frame.getLong(32) <= 4_000, "p99 of gets");
    assertTrue(frame.getLong(40) >= 2_000 && frame.getLong(40) <= 6_000, "p99 of puts");
  }
}
