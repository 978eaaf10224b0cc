package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Bodies of Raft's messages, and log entries: what is accepted, and what is not. */
class BodyTest {

  private final ByteBuffer b = ByteBuffer.allocate(1024);

  @Test
  void aVoteRequestIsSixteenBytesWithoutNegativeNumbers() {
    VoteRequest.put(b, 3, 7, 2);
    assertTrue(VoteRequest.valid(b, 3, 16));
    assertEquals(7, VoteRequest.lastIndex(b, 3));
    assertEquals(2, VoteRequest.lastTerm(b, 3));
    assertFalse(VoteRequest.valid(b, 3, 17));
    VoteRequest.put(b, 3, -7, 2);
    assertFalse(VoteRequest.valid(b, 3, 16));
    VoteRequest.put(b, 3, 7, -2);
    assertFalse(VoteRequest.valid(b, 3, 16));
  }

  @Test
  void aVoteAnswerIsGrantedOrNotAndNothingElse() {
    VoteAnswer.put(b, 3, true, 9);
    assertTrue(VoteAnswer.granted(b, 3));
    assertEquals(9, VoteAnswer.asked(b, 3));
    assertTrue(VoteAnswer.valid(b, 3, 16));
    assertEquals(1, b.get(3));
    VoteAnswer.put(b, 3, false, 9);
    assertFalse(VoteAnswer.granted(b, 3));
    assertTrue(VoteAnswer.valid(b, 3, 16));
    b.put(3, (byte) 2);
    assertFalse(VoteAnswer.valid(b, 3, 16));
    b.put(3, (byte) 1).put(10, (byte) 1);
    assertFalse(VoteAnswer.valid(b, 3, 16), "zeros are zeros");
  }

  @Test
  void anAppendAnswerKeepsItsFields() {
    AppendAnswer.put(b, 3, false, 11, 4, 6);
    assertTrue(AppendAnswer.valid(b, 3, 32));
    assertFalse(AppendAnswer.accepted(b, 3));
    assertEquals(11, AppendAnswer.index(b, 3));
    assertEquals(4, AppendAnswer.hintTerm(b, 3));
    assertEquals(6, AppendAnswer.readRound(b, 3));
    assertFalse(AppendAnswer.valid(b, 3, 31));
    b.putLong(3 + 8, -1);
    assertFalse(AppendAnswer.valid(b, 3, 32));
  }

  private int append(long... terms) {
    Append.put(b, 3, 20, 2, 18, 6, terms.length);
    int at = 3 + Append.FIXED_BYTES;
    for (long term : terms) {
      EntryCodec.putHeader(b, at, 10, EntryCodec.COMMAND, term, 77);
      at += EntryCodec.HEADER_BYTES + 10;
    }
    return at - 3;
  }

  @Test
  void anAppendKeepsItsFieldsAndItsEntries() {
    int length = append(2, 2, 3);
    assertTrue(Append.valid(b, 3, length, 3));
    assertEquals(20, Append.previousIndex(b, 3));
    assertEquals(2, Append.previousTerm(b, 3));
    assertEquals(18, Append.commit(b, 3));
    assertEquals(6, Append.readRound(b, 3));
    assertEquals(3, Append.count(b, 3));
    int first = 3 + Append.FIXED_BYTES;
    assertEquals(34, EntryCodec.bytes(b, first));
    assertEquals(EntryCodec.COMMAND, EntryCodec.kind(b, first));
    assertEquals(2, EntryCodec.term(b, first));
    assertEquals(77, EntryCodec.logTimeMillis(b, first));
  }

  @Test
  void anAppendWhoseEntriesAreNotWholeOrNotInOrderIsRefused() {
    assertFalse(Append.valid(b, 3, append(2, 3) - 1, 3), "cut");
    assertFalse(Append.valid(b, 3, append(2, 3) + 1, 3), "too long");
    assertFalse(Append.valid(b, 3, append(3, 2), 3), "terms go back");
    assertFalse(Append.valid(b, 3, append(1, 2), 3), "below the previous term");
    assertFalse(Append.valid(b, 3, append(2, 4), 3), "above the leader's term");
    int length = append(2);
    b.put(3 + Append.FIXED_BYTES + 4, (byte) 9);
    assertFalse(Append.valid(b, 3, length, 3), "an unknown kind");
    length = append(2);
    b.put(3 + Append.FIXED_BYTES + 5, (byte) 1);
    assertFalse(Append.valid(b, 3, length, 3), "zeros are zeros");
    length = append(2);
    b.putInt(3 + Append.FIXED_BYTES, Integer.MAX_VALUE);
    assertFalse(Append.valid(b, 3, length, 3), "a length beyond the frame");
    b.putInt(3 + Append.FIXED_BYTES, -30);
    assertFalse(Append.valid(b, 3, length, 3), "a negative length");
    length = append(2);
    b.putInt(3 + 32, -1);
    assertFalse(Append.valid(b, 3, length, 3), "a negative count");
    assertFalse(Append.valid(b, 3, 39, 3), "shorter than its fixed part");
  }

  @Test
  void heartbeatsAreWholeRows() {
    HeartbeatRow.put(b, 3, 1, 2, 3, 4, 5, 6);
    HeartbeatRow.putAnswer(b, 51, 1, 2, 3, 4, 6);
    assertTrue(HeartbeatRow.valid(b, 3, 96));
    assertFalse(HeartbeatRow.valid(b, 3, 95));
    assertEquals(1, HeartbeatRow.group(b, 3));
    assertEquals(2, HeartbeatRow.sender(b, 3));
    assertEquals(3, HeartbeatRow.receiver(b, 3));
    assertEquals(4, HeartbeatRow.term(b, 3));
    assertEquals(5, HeartbeatRow.commit(b, 3));
    assertEquals(6, HeartbeatRow.readRound(b, 3));
    assertEquals(6, HeartbeatRow.answeredRound(b, 51));
    b.putLong(3 + 24, -4);
    assertFalse(HeartbeatRow.valid(b, 3, 96));
  }
}
