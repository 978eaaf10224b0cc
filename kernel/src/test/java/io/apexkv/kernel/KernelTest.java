package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole kernels, on a network and disks without faults. */
final class KernelTest {

  private static final long CONNECTION = 1;

  private int sequence;

  private void request(MiniCluster cluster, MiniCluster.Server server, ByteBuffer frame) {
    server.kernel.request(cluster.now, CONNECTION, frame, 0, frame.capacity());
  }

  private ByteBuffer frame(int command, int flags, String... parts) {
    int bytes = 0;
    for (String part : parts) {
      bytes += 4 + part.length();
    }
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + bytes);
    ClientFrame.header(frame, 0, command, flags, 0, bytes, ++sequence);
    frame.position(ClientFrame.HEADER_BYTES);
    for (String part : parts) {
      frame.putInt(part.length()).put(part.getBytes(StandardCharsets.US_ASCII));
    }
    return frame;
  }

  private static String answer(MiniCluster cluster, MiniCluster.Server server) {
    for (int i = 0; i < 1000; i++) {
      ArrayDeque<ByteBuffer> answers = server.answers.get(CONNECTION);
      @Nullable ByteBuffer frame = answers == null ? null : answers.poll();
      if (frame != null) {
        return text(frame);
      }
      cluster.step();
    }
    throw new AssertionError("no answer within 1 s");
  }

  private static String text(ByteBuffer frame) {
    int code = ClientFrame.command(frame, 0);
    return switch (code) {
      case ClientAnswer.OK -> "OK";
      case ClientAnswer.NOT_FOUND -> "NOT_FOUND";
      case ClientAnswer.VALUE, ClientAnswer.ERROR, ClientAnswer.REDIRECT -> {
        byte[] bytes = new byte[frame.getInt(16)];
        frame.get(20, bytes);
        yield new String(bytes, StandardCharsets.US_ASCII);
      }
      default -> "0x" + Integer.toHexString(code);
    };
  }

  private static MiniCluster cluster(int size, int groups) {
    MiniCluster cluster = new MiniCluster(size, groups, MiniCluster.smallLimits());
    for (MiniCluster.Server server : cluster.servers) {
      server.kernel.connectionOpened(cluster.now, CONNECTION);
    }
    return cluster;
  }

  @Test
  void threeKernelsElectALeaderAndCommit() {
    MiniCluster cluster = cluster(3, 1);
    MiniCluster.Server leader = cluster.elect(1);
    request(cluster, leader, frame(ClientCommand.PUT, 0, "greeting", "hello"));
    request(cluster, leader, frame(ClientCommand.GET, 0, "greeting"));
    assertEquals("OK", answer(cluster, leader));
    assertEquals("hello", answer(cluster, leader), "a pipelined read sees the write before it");
    request(cluster, leader, frame(ClientCommand.DEL, 0, "greeting"));
    assertEquals("OK", answer(cluster, leader));
    request(cluster, leader, frame(ClientCommand.GET, 0, "greeting"));
    assertEquals("NOT_FOUND", answer(cluster, leader));
  }

  @Test
  void aReadDoesNotSeeAWriteAcceptedAfterItOnTheSameConnection() {
    MiniCluster cluster = cluster(3, 1);
    MiniCluster.Server leader = cluster.elect(1);
    request(cluster, leader, frame(ClientCommand.PUT, 0, "k", "1"));
    assertEquals("OK", answer(cluster, leader));
    request(cluster, leader, frame(ClientCommand.GET, 0, "k"));
    request(cluster, leader, frame(ClientCommand.PUT, 0, "k", "2"));
    assertEquals("1", answer(cluster, leader));
    assertEquals("OK", answer(cluster, leader));
  }

  @Test
  void aFollowerRedirectsOrForwardsAsTheClientChose() {
    MiniCluster cluster = cluster(3, 1);
    MiniCluster.Server leader = cluster.elect(1);
    for (int i = 0; i < 100; i++) {
      cluster.step(); // so that followers have heard of the leader
    }
    MiniCluster.Server follower = cluster.servers[leader.node % 3];
    request(cluster, follower, frame(ClientCommand.PUT, 0, "k", "v"));
    assertEquals("127.0.0.1:" + (7000 + leader.node), answer(cluster, follower));
    request(cluster, follower, frame(ClientCommand.PUT, ClientFrame.FLAG_FORWARD, "k", "v"));
    request(cluster, follower, frame(ClientCommand.GET, ClientFrame.FLAG_FORWARD, "k"));
    assertEquals("OK", answer(cluster, follower));
    assertEquals("v", answer(cluster, follower));
  }

  @Test
  void aNodeTellsHowLongItHasBeenUpSinceItsLastBoot() {
    MiniCluster cluster = cluster(3, 1);
    cluster.elect(1);
    MiniCluster.Server server = cluster.servers[0];
    server.restart();
    server.kernel.connectionOpened(cluster.now, CONNECTION);
    long bootedNanos = cluster.now;
    for (int i = 0; i < 20; i++) {
      cluster.step();
    }
    assertEquals(cluster.now - bootedNanos, upNanos(cluster, server));
  }

  private long upNanos(MiniCluster cluster, MiniCluster.Server server) {
    long asked = cluster.now;
    request(cluster, server, frame(ClientCommand.DESCRIBE, 0));
    server.kernel.flush(asked);
    ByteBuffer description =
        Objects.requireNonNull(server.answers.get(CONNECTION), "DESCRIBE is answered at once")
            .remove();
    return description.getLong(ClientFrame.HEADER_BYTES + 32);
  }

  @Test
  void whatWasCommittedIsThereAfterAllRestart() {
    MiniCluster cluster = cluster(3, 4);
    for (int group = 1; group <= 4; group++) {
      cluster.elect(group);
    }
    for (int i = 0; i < 100; i++) {
      cluster.step();
    }
    MiniCluster.Server one = cluster.servers[0];
    for (int i = 0; i < 200; i++) {
      request(cluster, one, frame(ClientCommand.PUT, ClientFrame.FLAG_FORWARD, "k" + i, "v" + i));
    }
    for (int i = 0; i < 200; i++) {
      assertEquals("OK", answer(cluster, one));
    }
    for (MiniCluster.Server server : cluster.servers) {
      server.restart();
      server.kernel.connectionOpened(cluster.now, CONNECTION);
    }
    cluster.runUntilServing();
    assertEquals(2, one.kernel.bootCounter());
    for (int group = 1; group <= 4; group++) {
      cluster.elect(group);
    }
    for (int i = 0; i < 100; i++) {
      cluster.step();
    }
    for (int i = 0; i < 200; i++) {
      request(cluster, one, frame(ClientCommand.GET, ClientFrame.FLAG_FORWARD, "k" + i));
      assertEquals("v" + i, answer(cluster, one));
    }
  }

  @Test
  void replicasAreEqualAndLeadersAreSpread() {
    MiniCluster cluster = cluster(3, 3);
    for (int group = 1; group <= 3; group++) {
      cluster.elect(group);
    }
    for (int i = 0; i < 500; i++) {
      cluster.step();
    }
    for (int group = 1; group <= 3; group++) {
      long digest = cluster.servers[0].kernel.digest(group);
      assertEquals(digest, cluster.servers[1].kernel.digest(group));
      assertEquals(digest, cluster.servers[2].kernel.digest(group));
    }
    assertNotEquals(cluster.leader(1), cluster.leader(2));
    assertNotEquals(cluster.leader(2), cluster.leader(3));
    assertNotEquals(cluster.leader(1), cluster.leader(3));
  }

  @Test
  void aClusterOfOneServes() {
    MiniCluster cluster = cluster(1, 1);
    MiniCluster.Server one = cluster.elect(1);
    request(cluster, one, frame(ClientCommand.GET, 0, "k"));
    request(cluster, one, frame(ClientCommand.PUT, 0, "k", "v"));
    request(cluster, one, frame(ClientCommand.GET, 0, "k"));
    assertEquals("NOT_FOUND", answer(cluster, one));
    assertEquals("OK", answer(cluster, one));
    assertEquals("v", answer(cluster, one));
  }

  @Test
  void wrongRequestsAreAnsweredAndTheConnectionLivesOn() {
    MiniCluster cluster = cluster(1, 1);
    MiniCluster.Server one = cluster.elect(1);
    request(cluster, one, frame(0x77, 0));
    assertTrue(answer(cluster, one).startsWith("UNSUPPORTED: no command has code 0x77"));
    request(cluster, one, frame(ClientCommand.GET, 2, "k"));
    assertTrue(answer(cluster, one).startsWith("UNSUPPORTED: of the flags"));
    request(cluster, one, frame(ClientCommand.GET, 0, "k", "extra"));
    assertTrue(answer(cluster, one).startsWith("MALFORMED"));
    request(cluster, one, frame(ClientCommand.GET, 0));
    assertTrue(answer(cluster, one).startsWith("MALFORMED"));
    request(cluster, one, frame(ClientCommand.PING, 0));
    assertEquals("0x15", answer(cluster, one));
  }

  @Test
  void beyondItsLogBudgetALeaderRefusesWritesAndStillReads() {
    Limits small =
        new Limits(
            8 << 10, 256 << 10, 512 << 10, 1 << 20, 64 << 10, 128 << 10, 1 << 20, 256 << 10, 16,
            100, 60_000);
    MiniCluster cluster = new MiniCluster(1, 1, small);
    MiniCluster.Server one = cluster.elect(1);
    one.kernel.connectionOpened(cluster.now, CONNECTION);
    String last = "OK";
    for (int i = 0; i < 200 && last.equals("OK"); i++) {
      request(cluster, one, frame(ClientCommand.PUT, 0, "k" + i, "x".repeat(8000)));
      last = answer(cluster, one);
    }
    assertTrue(last.startsWith("LOG_FULL: the log reached its budget of 524288 bytes"), last);
    request(cluster, one, frame(ClientCommand.GET, 0, "k0"));
    assertEquals("x".repeat(8000), answer(cluster, one));
  }
}
