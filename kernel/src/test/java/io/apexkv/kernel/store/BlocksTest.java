package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Prng;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BlocksTest {

  private static final int CHUNK_BYTES = 256 << 10;
  private static final int TOP_ORDER = 4;

  private record Block(long address, int order) {
    boolean overlaps(Block other) {
      long end = address + ((long) Blocks.BLOCK_BYTES << order);
      long otherEnd = other.address + ((long) Blocks.BLOCK_BYTES << other.order);
      return address < otherEnd && other.address < end;
    }
  }

  @Property(tries = 200)
  void blocksNeverOverlapAndMergeToWholeChunksAgain(@ForAll long seed) {
    Prng prng = new Prng(seed);
    TestMemory memory = new TestMemory(CHUNK_BYTES, 8);
    Blocks blocks = new Blocks(memory);
    List<Block> allocated = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      int order = (int) prng.below(TOP_ORDER + 1);
      if (prng.chance(1, 2) && blocks.hold(demandOf(order), 0)) {
        Block block = new Block(blocks.allocate(order), order);
        assertEquals(0, Blocks.offset(block.address) % (Blocks.BLOCK_BYTES << order));
        assertTrue(allocated.stream().noneMatch(block::overlaps), "blocks overlap");
        allocated.add(block);
      } else if (!allocated.isEmpty()) {
        Block block = allocated.remove((int) prng.below(allocated.size()));
        blocks.free(block.address, block.order);
      }
    }
    allocated.forEach(block -> blocks.free(block.address, block.order));
    assertEquals(blocks.heldChunks(), blocks.emptyChunks());
    blocks.trim(new long[TOP_ORDER + 1], 0);
    assertTrue(memory.taken() <= 1, "one chunk is kept");
  }

  @Property(tries = 300)
  void aDemandThatIsHeldCanBeAllocatedInAnyOrder(@ForAll long seed) {
    Prng prng = new Prng(seed);
    TestMemory memory = new TestMemory(CHUNK_BYTES, 4);
    Blocks blocks = new Blocks(memory);
    fragment(blocks, prng);
    long[] demand = new long[TOP_ORDER + 1];
    List<Integer> orders = new ArrayList<>();
    while (true) {
      int order = (int) prng.below(TOP_ORDER + 1);
      demand[order]++;
      if (!blocks.hold(demand, 0)) {
        break;
      }
      orders.add(order);
    }
    // The memory is now somebody else's: what is held must suffice.
    memory.budget(0);
    while (!orders.isEmpty()) {
      int order = orders.remove(/* index */ (int) prng.below(orders.size()));
      assertNotEquals(Blocks.NONE, blocks.allocate(order));
    }
  }

  /** Half of everything, in pieces. */
  private static void fragment(Blocks blocks, Prng prng) {
    long[] all = new long[TOP_ORDER + 1];
    all[TOP_ORDER] = 4;
    assertTrue(blocks.hold(all, 0));
    List<Long> pieces = new ArrayList<>();
    for (int piece = 0; piece < 4 << TOP_ORDER; piece++) {
      pieces.add(blocks.allocate(0));
    }
    for (long piece : pieces) {
      if (prng.chance(1, 2)) {
        blocks.free(piece, 0);
      }
    }
  }

  @Test
  void pagesCountAsBlocksOfTheSmallestOrder() {
    Blocks blocks = new Blocks(new TestMemory(CHUNK_BYTES, 1));
    assertTrue(blocks.hold(demandOf(3), 8));
    assertFalse(blocks.hold(demandOf(3), 9));
  }

  @Test
  void emptyChunksAreGivenBackButForOneAndWhatTheDemandNeeds() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 9);
    Blocks blocks = new Blocks(memory);
    long[] demand = new long[TOP_ORDER + 1];
    demand[TOP_ORDER] = 5;
    assertTrue(blocks.hold(demand, 0));
    assertEquals(5, memory.taken());
    blocks.trim(demand, 0);
    assertEquals(5, memory.taken());
    demand[TOP_ORDER] = 3;
    blocks.trim(demand, 0);
    assertEquals(3, memory.taken());
    demand[TOP_ORDER] = 0;
    blocks.trim(demand, 0);
    assertEquals(1, memory.taken());
  }

  @Test
  void aGivenChunksNumberIsUsedAgain() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 3);
    Blocks blocks = new Blocks(memory);
    long[] demand = new long[TOP_ORDER + 1];
    for (int round = 0; round < 1000; round++) {
      demand[TOP_ORDER] = 3;
      assertTrue(blocks.hold(demand, 0));
      demand[TOP_ORDER] = 0;
      blocks.trim(demand, 0);
    }
    assertTrue(blocks.blockNumber(blocks.allocate(0)) < 4 << TOP_ORDER);
  }

  @Test
  void whatIsNotHeldIsNotAllocated() {
    Blocks blocks = new Blocks(new TestMemory(CHUNK_BYTES, 3));
    assertThrows(InvariantViolation.class, () -> blocks.allocate(0));
  }

  private static long[] demandOf(int order) {
    long[] demand = new long[TOP_ORDER + 1];
    demand[order] = 1;
    return demand;
  }
}
