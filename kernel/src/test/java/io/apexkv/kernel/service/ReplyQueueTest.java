package io.apexkv.kernel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers and orders reach the host in order, and a full chunk waits for a flush. */
final class ReplyQueueTest {

  private final TestHost host = new TestHost();
  private final ReplyQueue replies = new ReplyQueue(TestHost.CONFIG);

  private void add(long connection, int mark, int bytes) {
    assertTrue(replies.hasRoom(bytes));
    replies.buffer().put(replies.offset(), (byte) mark);
    replies.add(connection, bytes);
  }

  @Test
  void answersAndOrdersKeepTheirOrder() {
    add(1, 10, 20);
    replies.pause(1);
    add(2, 11, 30);
    replies.resume(1);
    replies.close(2);
    add(1, 12, 5);
    assertEquals(List.of(), host.effects, "nothing happens before the flush");
    replies.beginFlush(host);
    replies.endFlush(host);
    assertEquals(
        List.of(
            "reply 1 10 x 20",
            "pauseReading 1",
            "reply 2 11 x 30",
            "resumeReading 1",
            "closeConnection 2",
            "reply 1 12 x 5"),
        host.effects);
    replies.endFlush(host);
    assertEquals(6, host.effects.size());
  }

  @Test
  void outsideOfAFlushAFullChunkHasNoRoom() {
    add(1, 1, TestHost.CHUNK_BYTES - 10);
    add(1, 2, 10);
    assertFalse(replies.hasRoom(1));
    replies.beginFlush(host);
    assertTrue(replies.hasRoom(1), "in a flush it is given to the host");
    assertEquals(2, host.effects.size());
    add(1, 3, TestHost.CHUNK_BYTES);
    add(1, 4, TestHost.CHUNK_BYTES);
    assertEquals(3, host.effects.size());
    replies.endFlush(host);
    assertEquals("reply 1 4 x " + TestHost.CHUNK_BYTES, host.effects.get(3));
    add(1, 5, TestHost.CHUNK_BYTES);
    assertFalse(replies.hasRoom(1), "the flush is over");
  }

  @Test
  void whatIsLargerThanAChunkNeverHasRoom() {
    replies.beginFlush(host);
    assertFalse(replies.hasRoom(TestHost.CHUNK_BYTES + 1));
  }
}
