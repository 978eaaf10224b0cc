package io.apexkv.kernel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.raft.EntryRef;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReadBackTest {

  private final ReadBack readBack = new ReadBack(new TestHost.Heap());
  private final EntryRef entry = new EntryRef();

  /** As many entries as terms, without payload. */
  private static ByteBuffer entries(long... terms) {
    ByteBuffer buffer = ByteBuffer.allocate(terms.length * EntryCodec.HEADER_BYTES);
    for (int i = 0; i < terms.length; i++) {
      EntryCodec.putHeader(buffer, i * EntryCodec.HEADER_BYTES, 0, EntryCodec.NOOP, terms[i], 0);
    }
    return buffer;
  }

  private void answer(long firstIndex, long... terms) {
    ByteBuffer read = entries(terms);
    readBack.answer(firstIndex, terms.length, read, 0, read.capacity());
  }

  @Test
  void entriesThatMayBeReplacedAreNotKept() {
    readBack.asking(101);
    answer(100, 1, 2, 3);

    assertTrue(readBack.entry(100, entry));
    assertEquals(1, EntryCodec.term(entry.buffer(), entry.offset()));
    readBack.next();
    assertTrue(readBack.entry(101, entry));
    assertEquals(2, EntryCodec.term(entry.buffer(), entry.offset()));
    readBack.next();
    assertTrue(readBack.isEmpty());
    assertFalse(readBack.entry(102, entry), "it was not committed when the read began");
  }

  @Test
  void aReadMayEndEarlier() {
    readBack.asking(200);
    answer(100, 1);
    readBack.next();
    assertTrue(readBack.isEmpty());
    assertFalse(readBack.asked());
  }
}
