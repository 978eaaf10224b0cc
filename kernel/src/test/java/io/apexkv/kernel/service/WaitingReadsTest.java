package io.apexkv.kernel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads leave in the order of the index that they wait for, and among equals of their arrival. */
final class WaitingReadsTest {

  private record Read(long index, int slot) {}

  @Test
  void readsLeaveByIndexThenArrival() {
    WaitingReads reads = new WaitingReads();
    List<Read> model = new ArrayList<>();
    Prng random = new Prng(11);
    for (int round = 0; round < 20_000; round++) {
      if (model.isEmpty() || random.below(100) < 52) {
        long index = random.below(20);
        reads.add(index, round);
        model.add(new Read(index, round));
      } else {
        Read least = model.stream().min(Comparator.comparingLong(Read::index)).orElseThrow();
        assertEquals(least.index(), reads.firstIndex());
        assertEquals(least.slot(), reads.firstSlot());
        reads.removeFirst();
        model.remove(least);
      }
    }
    assertTrue(model.size() > 100, "the heap was deep");
  }

  @Test
  void nothingWaitsInAnEmptyOne() {
    assertEquals(Long.MAX_VALUE, new WaitingReads().firstIndex());
  }
}
