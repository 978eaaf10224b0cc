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
  void outsideOfAFlushAFullChunkIsFollowedByAnotherWhileMemoryLasts() {
    int chunks = 0;
    while (replies.hasRoom(TestHost.CHUNK_BYTES)) {
      add(1, chunks++, TestHost.CHUNK_BYTES);
    }
    assertTrue(chunks > 2, chunks + " chunks");
    assertEquals(List.of(), host.effects);
    replies.beginFlush(host);
    assertTrue(replies.hasRoom(1), "in a flush it is given to the host");
    assertEquals(chunks, host.effects.size());
    for (int i = 0; i < chunks; i++) {
      assertEquals("reply 1 " + i + " x " + TestHost.CHUNK_BYTES, host.effects.get(i));
    }
    replies.endFlush(host);
    assertTrue(replies.hasRoom(TestHost.CHUNK_BYTES), "the chunks were given back");
  }

  @Test
  void aFlushBeginsByGivingTheFurtherChunksBackForWhatItApplies() {
    int available = TestHost.CONFIG.memory().available();
    for (int i = 0; i < 5; i++) {
      add(1, i, TestHost.CHUNK_BYTES);
    }
    assertEquals(available - 4, TestHost.CONFIG.memory().available());
    replies.beginFlush(host);
    assertEquals(available, TestHost.CONFIG.memory().available());
    assertEquals(5, host.effects.size());
  }

  @Test
  void whatIsLargerThanAChunkNeverHasRoom() {
    assertFalse(replies.hasRoom(TestHost.CHUNK_BYTES + 1));
    replies.beginFlush(host);
    assertFalse(replies.hasRoom(TestHost.CHUNK_BYTES + 1));
  }
}
