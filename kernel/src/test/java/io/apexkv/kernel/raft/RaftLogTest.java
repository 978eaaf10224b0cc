package io.apexkv.kernel.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.InvariantViolation;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The log in memory: terms, hashes, truncation, and what stays in the tail. */
class RaftLogTest {

  private final EntryTail tail = new EntryTail(new HeapMemory(2), 2L * HeapMemory.CHUNK_BYTES);
  private final RaftLog log = new RaftLog(1, tail);

  RaftLogTest() {
    tail.pins(log::lowestPinned);
  }

  private boolean add(long term, int payloadBytes) {
    return log.append(term, 1, 0, ByteBuffer.allocate(payloadBytes), 0, payloadBytes);
  }

  private void allDurable() {
    log.recoveredToEnd();
  }

  @Property(tries = 200)
  void theTermAtEveryIndexIsWhatWasAppended(
      @ForAll @Size(min = 1, max = 60) int[] steps, @ForAll @IntRange(min = 1, max = 60) int cut) {
    TermRuns runs = new TermRuns();
    long[] terms = new long[steps.length + 1];
    for (int i = 1; i <= steps.length; i++) {
      terms[i] = terms[i - 1] + Math.floorMod(steps[i - 1], 3);
      runs.append(terms[i]);
    }
    int last = Math.min(cut, steps.length);
    runs.truncateFrom(last + 1);
    assertEquals(terms[last], runs.lastTerm());
    assertEquals(-1, runs.termAt(last + 1));
    assertEquals(-1, runs.termAt(-1));
    for (int bound = 0; bound <= last + 1; bound++) {
      for (long term = 0; term <= terms[last] + 1; term++) {
        int expected = Math.min(bound, last);
        while (expected > 0 && terms[expected] > term) {
          expected--;
        }
        assertEquals(expected, runs.lastIndexAtMost(bound, term));
      }
      if (bound <= last) {
        assertEquals(terms[bound], runs.termAt(bound));
      }
    }
  }

  @Test
  void equalHashesMeanEqualLogs() {
    RaftLog other = new RaftLog(1, tail);
    add(1, 10);
    add(1, 10);
    other.append(1, 1, 0, ByteBuffer.allocate(10), 0, 10);
    assertEquals(log.prefixHash(1), other.prefixHash(1));
    other.append(1, 1, 0, ByteBuffer.allocate(10).put(3, (byte) 1), 0, 10);
    assertNotEquals(log.prefixHash(2), other.prefixHash(2));
    add(2, 10);
    other.append(2, 1, 0, ByteBuffer.allocate(10), 0, 10);
    assertNotEquals(log.prefixHash(3), other.prefixHash(3), "it covers everything before");
  }

  @Test
  void aHashIsAsBeforeWhenEntriesWereCutAndCameAgain() {
    add(1, 10);
    add(1, 20);
    add(1, 30);
    long two = log.prefixHash(2);
    long three = log.prefixHash(3);
    log.truncateFrom(2);
    add(1, 20);
    add(1, 30);
    assertEquals(two, log.prefixHash(2));
    assertEquals(three, log.prefixHash(3));
  }

  @Test
  void whatIsDurableMakesRoomAndWhatIsNotStays() {
    int count = 0;
    while (count < 100 && add(1, 4000)) {
      count++;
    }
    assertEquals(32, count, "sixteen in each of two chunks");
    assertTrue(log.isInTail(1));
    allDurable();
    assertTrue(add(1, 4000));
    assertFalse(log.isInTail(16));
    assertTrue(log.isInTail(17));
    EntryRef entry = new EntryRef();
    assertFalse(log.entry(16, entry));
    assertTrue(log.entry(33, entry));
    assertEquals(1, log.termAt(5), "its term is known all the same");
    assertEquals(0, log.prefixHash(16));
    assertNotEquals(0, log.prefixHash(17));
  }

  @Test
  void aTruncationIntoWhatLeftMemoryIsSurvivedWithoutAHash() {
    for (int i = 0; i < 60; i++) {
      assertTrue(add(1, 4000));
      allDurable();
    }
    log.truncateFrom(10);
    assertEquals(9, log.lastIndex());
    assertEquals(9, log.durableIndex());
    assertTrue(add(2, 10));
    assertEquals(0, log.prefixHash(10), "unknown, and says so");
    EntryRef entry = new EntryRef();
    assertTrue(log.entry(10, entry));
    assertFalse(log.isInTail(11));
    LogDisk disk = new LogDisk(1);
    disk.batchBytes = 0;
    assertFalse(log.stage(disk), "that entries are void is to be told first");
    assertEquals(9, log.stagedIndex());
  }

  @Test
  void committedEntriesAreNeverCut() {
    add(1, 10);
    add(1, 10);
    log.commitTo(2);
    assertThrows(InvariantViolation.class, () -> log.truncateFrom(2));
    assertThrows(InvariantViolation.class, () -> log.commitTo(1));
    assertThrows(InvariantViolation.class, () -> log.commitTo(3));
    assertThrows(InvariantViolation.class, () -> log.appliedTo(3));
  }

  @Test
  void quorumArithmeticIsThatOfMajorities() {
    assertEquals(7, Quorum.reachedByMajority(new long[] {7}));
    assertEquals(3, Quorum.reachedByMajority(new long[] {7, 3}));
    assertEquals(5, Quorum.reachedByMajority(new long[] {7, 3, 5}));
    assertEquals(3, Quorum.reachedByMajority(new long[] {7, 3, 5, 1}));
    assertEquals(5, Quorum.reachedByMajority(new long[] {7, 3, 5, 1, 9}));
    assertFalse(Quorum.isMajority(1, 2));
    assertTrue(Quorum.isMajority(2, 3));
    assertFalse(Quorum.isMajority(2, 4));
  }
}
