package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Prng;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlabsTest {

  private static final int CHUNK_BYTES = 64 << 10;

  private record Slot(long address, int bytes, byte filler) {}

  @Property(tries = 200)
  void slotsNeverOverlapAndAllMemoryComesBack(@ForAll long seed) {
    Prng prng = new Prng(seed);
    TestMemory memory = new TestMemory(CHUNK_BYTES, 1 + (int) prng.below(30));
    Slabs slabs = new Slabs(memory);
    List<Slot> slots = new ArrayList<>();
    for (int step = 0; step < 500; step++) {
      if (prng.chance(3, 5)) {
        int bytes = 1 + (int) prng.below(1L << prng.below(17));
        long address = slabs.allocate(bytes);
        if (address != Blocks.NONE) {
          Slot slot = new Slot(address, bytes, (byte) step);
          fill(slabs, slot);
          slots.add(slot);
        }
      } else if (!slots.isEmpty()) {
        Slot slot = slots.remove((int) prng.below(slots.size()));
        assertIntact(slabs, slot);
        slabs.free(slot.address, slot.bytes);
      }
    }
    for (Slot slot : slots) {
      assertIntact(slabs, slot);
      slabs.free(slot.address, slot.bytes);
    }
    assertTrue(slabs.heldChunks() <= 1, "chunks left: " + slabs.heldChunks());
    assertEquals(memory.taken(), slabs.heldChunks());
  }

  @Property(tries = 200)
  void whatIsPromisedIsThereLater(@ForAll long seed) {
    Prng prng = new Prng(seed);
    TestMemory memory = new TestMemory(CHUNK_BYTES, 1 + (int) prng.below(12));
    Slabs slabs = new Slabs(memory);
    List<Integer> promises = new ArrayList<>();
    List<Slot> slots = new ArrayList<>();
    List<Long> pages = new ArrayList<>();
    for (int step = 0; step < 600; step++) {
      int bytes = 1 + (int) prng.below(1L << prng.below(17));
      switch ((int) prng.below(7)) {
        case 0, 1 -> {
          if (slabs.promise(bytes)) {
            promises.add(bytes);
          }
        }
        case 2 -> keepPromise(slabs, promises, slots, prng);
        case 3 -> {
          long address = slabs.allocate(bytes);
          if (address != Blocks.NONE) {
            slots.add(new Slot(address, bytes, (byte) 0));
          }
        }
        case 4 -> {
          long page = slabs.allocatePage();
          if (page != Blocks.NONE) {
            pages.add(page);
          }
        }
        case 5 -> {
          if (!pages.isEmpty()) {
            slabs.freePage(pages.remove((int) prng.below(pages.size())));
          }
        }
        default -> {
          if (!slots.isEmpty()) {
            Slot slot = slots.remove((int) prng.below(slots.size()));
            slabs.free(slot.address, slot.bytes);
          }
        }
      }
      memory.budget((int) prng.below(12));
    }
    memory.budget(0);
    while (!promises.isEmpty()) {
      keepPromise(slabs, promises, slots, prng);
    }
  }

  private static void keepPromise(
      Slabs slabs, List<Integer> promises, List<Slot> slots, Prng prng) {
    if (!promises.isEmpty()) {
      int bytes = promises.remove(/* index */ (int) prng.below(promises.size()));
      slabs.withdraw(bytes);
      long address = slabs.allocate(bytes);
      assertNotEquals(Blocks.NONE, address, "promised " + bytes);
      slots.add(new Slot(address, bytes, (byte) 0));
    }
  }

  @Test
  void whatOneSizeLeavesAnotherMayUse() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 4);
    Slabs slabs = new Slabs(memory);
    for (int bytes = 16; bytes <= CHUNK_BYTES; bytes = bytes * 5 / 4) {
      List<Long> addresses = new ArrayList<>();
      for (long next = slabs.allocate(bytes); next != Blocks.NONE; next = slabs.allocate(bytes)) {
        addresses.add(next);
      }
      long slotsInChunk = SlabsTest.slotsInChunk(bytes);
      assertEquals(4 * slotsInChunk, addresses.size(), "slots of " + bytes);
      for (long address : addresses) {
        slabs.free(address, bytes);
      }
    }
    assertEquals(1, memory.taken());
  }

  private static long slotsInChunk(int bytes) {
    SizeClasses classes = new SizeClasses(CHUNK_BYTES, 2);
    int sizeClass = SizeClasses.classOf(bytes);
    return (4L >> classes.slabOrder(sizeClass)) * classes.slabSlots(sizeClass);
  }

  @Test
  void aPromiseTakesItsMemoryAtOnce() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 1);
    Slabs slabs = new Slabs(memory);
    assertTrue(slabs.promise(100));
    assertEquals(0, memory.available());
  }

  @Test
  void promisesCountEveryLastSlot() {
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES, 1));
    // One block of four is for a page, three for slots.
    for (int promise = 0; promise < 3 * 8; promise++) {
      assertTrue(slabs.promise(2048), "promise " + promise);
    }
    assertFalse(slabs.promise(2048));
    assertEquals(Blocks.NONE, slabs.allocate(2048));
    slabs.withdraw(2048);
    assertNotEquals(Blocks.NONE, slabs.allocate(2048));
    assertEquals(Blocks.NONE, slabs.allocate(2048));
  }

  @Test
  void aPageThatWouldBreakAPromiseIsRefused() {
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES, 1));
    // Of four blocks one is promised for slots and one for a page.
    assertTrue(slabs.promise(2048));
    assertNotEquals(Blocks.NONE, slabs.allocatePage());
    assertNotEquals(Blocks.NONE, slabs.allocatePage());
    assertEquals(Blocks.NONE, slabs.allocatePage());
  }

  @Test
  void crowdedPagesMakePromisesDearer() {
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES, 1));
    slabs.crowdedPages(3);
    assertTrue(slabs.promise(16));
    assertTrue(slabs.promise(16));
    assertTrue(slabs.promise(16));
    assertFalse(slabs.promise(16), "one block for slots, four for pages");
    slabs.crowdedPages(-1);
    assertTrue(slabs.promise(16));
  }

  @Test
  void noPromiseTakesAChunkOfTheHeadroom() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 3);
    Slabs slabs = new Slabs(memory, 2);
    // The first chunk: three blocks for slots, one for a page.
    for (int promise = 0; promise < 3 * 8; promise++) {
      assertTrue(slabs.promise(2048), "promise " + promise);
    }
    assertFalse(slabs.promise(2048));
    assertEquals(2, memory.available(), "what was taken in vain came back");
    slabs.withdraw(2048);
    assertTrue(slabs.promise(2048));
    memory.budget(1);
    slabs.withdraw(2048);
    assertTrue(slabs.promise(2048), "it needs no chunk, so others may have used the headroom");
  }

  @Test
  void whatIsExpectedIsNotPromised() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 4);
    Slabs slabs = new Slabs(memory, 1);
    // With what slots and slabs waste, two chunks.
    slabs.expect(CHUNK_BYTES, 0);
    assertTrue(slabs.promise(100));
    assertFalse(slabs.promise(CHUNK_BYTES), "a second chunk would leave one and the headroom");
    slabs.expect(2 * CHUNK_BYTES, 0);
    assertTrue(slabs.promise(100), "it needs no chunk, and three are left");
    slabs.expect(3 * CHUNK_BYTES, 0);
    assertFalse(slabs.promise(100));
    slabs.expect(Long.MAX_VALUE, 0);
    assertFalse(slabs.promise(100));
    slabs.expect(0, 3);
    assertTrue(slabs.promise(100), "three are left");
    slabs.expect(0, 4);
    assertFalse(slabs.promise(100));
    slabs.expect(0, 0);
    assertTrue(slabs.promise(CHUNK_BYTES));
  }

  @Test
  void onlyWhatWasPromisedIsWithdrawn() {
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES, 1));
    assertThrows(InvariantViolation.class, () -> slabs.withdraw(100));
  }

  private static void fill(Slabs slabs, Slot slot) {
    for (int index = 0; index < slot.bytes; index++) {
      slabs.buffer(slot.address).put(Blocks.offset(slot.address) + index, slot.filler);
    }
  }

  private static void assertIntact(Slabs slabs, Slot slot) {
    for (int index = 0; index < slot.bytes; index++) {
      if (slabs.buffer(slot.address).get(Blocks.offset(slot.address) + index) != slot.filler) {
        assertEquals(-1, index, "a slot was overwritten at this index");
      }
    }
  }

  /** Whoever else promises room here may mean the same free slots. */
  @Test
  void whoSharesItsMemoryPromisesNothingBelowTheHeadroom() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 3);
    Slabs shared = new Slabs(memory, 2, false);
    assertTrue(shared.promise(100));
    assertEquals(2, memory.available());
    ByteBuffer taken = memory.take(); // by a message, say
    assertNotNull(taken);
    assertFalse(shared.promise(100), "although its chunk has a slot");
    memory.give(taken);
    assertTrue(shared.promise(100));
  }
}
