package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CreationPaceTest {

  private static final int BATCH = 4096;
  private static final int SEGMENT = 64 << 20;

  private final CreationPace pace = new CreationPace();
  private long now = 1_000_000;

  CreationPaceTest() {
    pace.begin(now);
  }

  /** Half a segment may be written until the next one is needed; a third of that is left. */
  @Test
  void aSegmentIsThereWhenTwoThirdsOfHalfTheOneBeforeAreWritten() {
    long made = 0;
    long written = 0;
    while (made < SEGMENT) {
      pace.transferred(BATCH);
      written += BATCH;
      made += slices();
    }
    assertEquals((long) Math.ceilDiv(SEGMENT / 3, BATCH) * BATCH, written);
  }

  @Test
  void aLargeBatchEarnsSeveralSlices() {
    pace.transferred(1 << 20);
    assertEquals(3 << 20, slices());
  }

  @Test
  void whoHasNothingElseToDoMakesItAtOnce() {
    assertFalse(pace.isDue(now));
    pace.nothingAsked();
    for (int slice = 0; slice < 10; slice++) {
      assertTrue(pace.isDue(now));
      pace.made(now);
    }
    pace.asked();
    assertFalse(pace.isDue(now));
  }

  @Test
  void whatTransfersNothingDoesNotKeepAFileBackForLong() {
    pace.transferred(0);
    assertFalse(pace.isDue(now + CreationPace.LONGEST_NANOS - 1));
    now += CreationPace.LONGEST_NANOS;
    assertTrue(pace.isDue(now));
    pace.made(now);
    assertFalse(pace.isDue(now));
  }

  @Test
  void whatWasEarnedIsEarnedForOneFile() {
    pace.transferred(SEGMENT);
    pace.begin(now);
    assertFalse(pace.isDue(now));
  }

  /** Bytes that are made now. */
  private long slices() {
    long bytes = 0;
    for (; pace.isDue(now); pace.made(now)) {
      bytes += Creation.SLICE_BYTES;
    }
    return bytes;
  }
}
