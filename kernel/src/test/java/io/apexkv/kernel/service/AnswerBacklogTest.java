package io.apexkv.kernel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever room the way back has, answers leave whole, in order, and once. */
final class AnswerBacklogTest {

  private static final int PEER = 3;

  /** Takes as many answers as a test allows. */
  private static final class Way implements PeerLink {
    final List<String> sent = new ArrayList<>();
    int room;

    @Override
    public boolean forward(int peer, long forward, ByteBuffer frame, int offset, int length) {
      throw new AssertionError();
    }

    @Override
    public boolean forwardAnswer(int peer, long forward, ByteBuffer frame, int offset, int length) {
      assertEquals(PEER, peer);
      if (room == 0) {
        return false;
      }
      room--;
      byte[] bytes = new byte[length];
      frame.get(offset, bytes);
      for (byte each : bytes) {
        assertEquals(bytes[0], each, "an answer is whole");
      }
      sent.add(forward + ": " + length + " x " + (length == 0 ? 0 : bytes[0]));
      return true;
    }

    @Override
    public boolean hasRoom(int peer, int length) {
      return room > 0;
    }

    @Override
    public boolean isConnected(int peer) {
      return true;
    }
  }

  private final AnswerBacklog backlog = new AnswerBacklog(TestHost.CONFIG.memory());
  private final Way way = new Way();

  @Test
  void answersComeAndGoInOrderThroughOneChunk() {
    Prng random = new Prng(9);
    ArrayDeque<String> waiting = new ArrayDeque<>();
    ByteBuffer frame = ByteBuffer.allocate(20_000);
    int waitingBytes = 0;
    int refused = 0;
    ArrayDeque<Integer> lengths = new ArrayDeque<>();
    for (int i = 1; i <= 20_000; i++) {
      if (random.below(2) == 0) {
        int length = 1 + (int) random.below(9_000);
        byte mark = (byte) i;
        for (int at = 0; at < length; at++) {
          frame.put(at + 7, mark);
        }
        boolean fits = waitingBytes + length <= TestHost.CHUNK_BYTES;
        assertEquals(fits, backlog.add(i, frame, 7, length));
        refused += fits ? 0 : 1;
        if (fits) {
          waiting.add(i + ": " + length + " x " + mark);
          lengths.add(length);
          waitingBytes += length;
        }
      } else {
        way.room = (int) random.below(3);
        backlog.sendTo(way, PEER);
        for (String sent : way.sent) {
          assertEquals(waiting.remove(), sent);
          waitingBytes -= lengths.remove();
        }
        way.sent.clear();
      }
      assertEquals(waitingBytes, backlog.usedBytes());
      assertEquals(waiting.isEmpty(), backlog.isEmpty());
    }
    assertTrue(refused > 100, "it was full at times: " + refused);
  }

  @Test
  void itsChunkIsGivenBackWhenNothingWaits() {
    int available = TestHost.CONFIG.memory().available();
    ByteBuffer frame = ByteBuffer.allocate(10);
    assertTrue(backlog.add(1, frame, 0, 10));
    assertTrue(backlog.add(2, frame, 0, 10));
    way.room = 1;
    backlog.sendTo(way, PEER);
    assertFalse(backlog.isEmpty());
    backlog.clear();
    assertTrue(backlog.isEmpty());
    assertEquals(available, TestHost.CONFIG.memory().available());
    backlog.sendTo(way, PEER);
    assertEquals(1, way.sent.size());
  }
}
