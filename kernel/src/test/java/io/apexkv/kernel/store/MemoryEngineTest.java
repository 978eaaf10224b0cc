package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Allocations;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Prng;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MemoryEngineTest {

  private static final int CHUNK_BYTES = 64 << 10;
  private static final int MAX_VALUE_BYTES = 32 << 10;

  @Property(tries = 150)
  void theEngineBehavesLikeASortedMapAlsoWhenMemoryEnds(
      @ForAll long seed, @ForAll @IntRange(max = 2) int doublings) {
    Prng prng = new Prng(seed);
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES << doublings, 2 + (int) prng.below(20)));
    MemoryEngine engine = new MemoryEngine(slabs, MAX_VALUE_BYTES, seed);
    MemoryEngine other = new MemoryEngine(slabs, MAX_VALUE_BYTES, seed);
    Map<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    long keyRange = 1 + prng.below(300);
    for (int step = 0; step < 600; step++) {
      byte[] key = keyOf(prng.below(keyRange));
      long before = engine.digest();
      if (prng.chance(1, 3)) {
        assertEquals(model.remove(key) != null, delete(engine, key));
      } else {
        byte[] value = bytes(prng, (int) prng.below(1 + (1L << prng.below(16))));
        if (put(engine, key, value) == PutStatus.OK) {
          model.put(key, value);
        } else {
          assertEquals(before, engine.digest());
        }
      }
      // A neighbour on the same slabs must neither see nor disturb anything.
      put(other, key, bytes(prng, (int) prng.below(100)));
      byte[] probe = keyOf(prng.below(keyRange));
      assertArrayEquals(model.get(probe), get(engine, probe));
      assertEquals(model.size(), engine.size());
      if (step % 50 == 0) {
        assertEquals(model.size(), HashTableTest.entriesOfValidTable(engine.table()));
      }
    }
    long bytes = 0;
    for (Map.Entry<byte[], byte[]> item : model.entrySet()) {
      assertArrayEquals(item.getValue(), get(engine, item.getKey()));
      bytes += item.getKey().length + item.getValue().length;
    }
    assertEquals(bytes, engine.bytes());
  }

  @Property(tries = 100)
  void theDigestDependsOnTheContentsAlone(@ForAll long seed) {
    Prng prng = new Prng(seed);
    MemoryEngine one = engine(50);
    MemoryEngine two = new MemoryEngine(new Slabs(new TestMemory(CHUNK_BYTES * 4, 50)), 5000, 99);
    List<byte[]> keys = new ArrayList<>();
    for (int index = 0; index < 100; index++) {
      keys.add(keyOf(index));
    }
    for (byte[] key : keys) {
      put(one, key, valueOf(key));
    }
    Collections.reverse(keys);
    for (byte[] key : keys) {
      put(two, key, bytes(prng, 50));
      put(two, bytes(prng, 9), bytes(prng, 10));
      assertNotEquals(one.digest(), two.digest());
    }
    two = new MemoryEngine(new Slabs(new TestMemory(CHUNK_BYTES * 4, 50)), 5000, 99);
    for (byte[] key : keys) {
      byte[] passing = bytes(prng, 20);
      put(two, key, bytes(prng, (int) prng.below(300)));
      put(two, passing, bytes(prng, 10));
      put(two, key, valueOf(key));
      delete(two, passing);
    }
    assertEquals(one.digest(), two.digest());
    assertEquals(one.bytes(), two.bytes());
  }

  @Test
  void theDigestTellsKeyFromValueAndOneItemFromAnother() {
    MemoryEngine one = engine(5);
    MemoryEngine two = engine(5);
    put(one, keyOf(1), keyOf(2));
    put(two, keyOf(2), keyOf(1));
    assertNotEquals(one.digest(), two.digest());
    put(one, keyOf(3), keyOf(4));
    put(two, keyOf(3), keyOf(4));
    assertNotEquals(one.digest(), two.digest());
    delete(one, keyOf(1));
    delete(two, keyOf(2));
    assertEquals(one.digest(), two.digest());
    delete(one, keyOf(3));
    assertEquals(0, one.digest());
  }

  @Test
  void theDigestTellsWhichValueBelongsToWhichKey() {
    MemoryEngine one = engine(5);
    MemoryEngine two = engine(5);
    put(one, keyOf(1), keyOf(3));
    put(one, keyOf(2), keyOf(4));
    put(two, keyOf(1), keyOf(4));
    put(two, keyOf(2), keyOf(3));
    assertNotEquals(one.digest(), two.digest());
  }

  @Test
  void deletingEverythingGivesAllMemoryBackRoundAfterRound() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 40);
    MemoryEngine engine = new MemoryEngine(new Slabs(memory), MAX_VALUE_BYTES, 3);
    Prng prng = new Prng(11);
    for (int round = 0; round < 40; round++) {
      // Another size each round: a round needs what the one before has left.
      int valueBytes = 1 << prng.below(15);
      long key = 0;
      while (put(engine, keyOf(key), bytes(prng, valueBytes)) == PutStatus.OK) {
        key++;
      }
      assertTrue(engine.bytes() > 40L * CHUNK_BYTES / 8, "filled " + engine.bytes());
      assertEquals(key, engine.size());
      for (long again = 0; again < key; again += 3) {
        put(engine, keyOf(again), bytes(prng, valueBytes / 2));
      }
      while (key > 0) {
        assertTrue(delete(engine, keyOf(--key)));
      }
      assertEquals(0, engine.bytes());
      assertEquals(0, engine.size());
      assertEquals(0, engine.digest());
      assertTrue(memory.taken() <= 2, "one chunk for the page, one empty: " + memory.taken());
    }
  }

  @Test
  void aPutThatFindsNoRoomChangesNothing() {
    MemoryEngine engine = engine(2);
    Prng prng = new Prng(5);
    int key = 0;
    while (put(engine, keyOf(key), valueOf(keyOf(key))) == PutStatus.OK) {
      key++;
    }
    long digest = engine.digest();
    assertEquals(PutStatus.NO_MEMORY, put(engine, keyOf(key), valueOf(keyOf(key))));
    assertEquals(PutStatus.NO_MEMORY, put(engine, keyOf(0), bytes(prng, MAX_VALUE_BYTES)));
    assertEquals(digest, engine.digest());
    assertEquals(key, engine.size());
    for (int index = 0; index < key; index++) {
      assertArrayEquals(valueOf(keyOf(index)), get(engine, keyOf(index)));
    }
    assertEquals(PutStatus.OK, put(engine, keyOf(0), valueOf(keyOf(0))), "the slot it has is its");
  }

  @Test
  void aPutWithoutRoomInTheTableGivesItsSlotBack() {
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES, 1));
    MemoryEngine engine = new MemoryEngine(slabs, 1000, 0);
    // Two of four blocks are left, for the page and for a slab of 1,024 slots.
    assertNotEquals(Blocks.NONE, slabs.allocatePage());
    assertNotEquals(Blocks.NONE, slabs.allocatePage());
    for (int key = 0; key < TablePage.FULL; key++) {
      assertEquals(PutStatus.OK, put(engine, keyOf(key), new byte[2]));
    }
    assertEquals(PutStatus.NO_MEMORY, put(engine, keyOf(5000), new byte[2]));
    assertNotEquals(Blocks.NONE, slabs.allocate(16));
    assertEquals(Blocks.NONE, slabs.allocate(16));
  }

  @Test
  void aWarmEngineAllocatesNothing() {
    MemoryEngine engine = engine(50);
    ByteBuffer key = ByteBuffer.allocateDirect(8);
    ByteBuffer value = ByteBuffer.allocateDirect(1000);
    ValueRef found = new ValueRef();
    long bytes =
        Allocations.bytesOfSecondRun(
            () -> {
              for (int index = 0; index < 100_000; index++) {
                key.putLong(0, index % 2000);
                if (engine.reserve(8, index % 1000)) {
                  engine.release(8, index % 1000);
                  engine.put(key, 0, 8, value, 0, index % 1000);
                }
                engine.get(key, 0, 8, found);
                key.putLong(0, (index + 1000) % 2000);
                engine.delete(key, 0, 8);
              }
            });
    assertTrue(bytes < 10_000, "allocated " + bytes + " bytes");
  }

  @Property(tries = 60)
  void aReservedPutSucceedsWhateverHappensBetween(@ForAll long seed) {
    record Write(MemoryEngine engine, long key, int valueLength) {
      void apply() {
        engine.release(8, valueLength);
        assertEquals(PutStatus.OK, put(engine, keyOf(key), new byte[valueLength]));
      }
    }
    Prng prng = new Prng(seed);
    TestMemory memory = new TestMemory(CHUNK_BYTES, 3 + (int) prng.below(10));
    Slabs slabs = new Slabs(memory);
    List<MemoryEngine> engines = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      engines.add(new MemoryEngine(slabs, MAX_VALUE_BYTES, index));
    }
    // Small values fill pages, long ones chunks.
    long sizeBits = prng.chance(1, 2) ? 5 : 16;
    List<Write> log = new ArrayList<>();
    int refused = 0;
    for (int step = 0; step < 6000; step++) {
      MemoryEngine engine = engines.get((int) prng.below(3));
      long key = prng.below(3000);
      int valueLength = (int) prng.below(1L << prng.below(sizeBits));
      long luck = prng.below(20);
      if (luck < 9) {
        if (engine.reserve(8, valueLength)) {
          log.add(new Write(engine, key, valueLength));
        } else {
          refused++;
        }
      } else if (luck < 18 && !log.isEmpty() && prng.chance(log.size(), 200)) {
        log.removeFirst().apply();
      } else if (luck == 18) {
        delete(engine, keyOf(key));
      } else if (luck == 19) {
        put(engine, keyOf(key), new byte[valueLength]);
      }
    }
    memory.budget(0);
    log.forEach(Write::apply);
    assertTrue(refused > 0 || sizeBits == 5, "long values come to the end of memory");
  }

  @Test
  void aReservationIsRefusedWhenMemoryIsFullAndGrantedAfterADelete() {
    MemoryEngine engine = engine(2);
    int key = 0;
    while (engine.reserve(8, 10_000)) {
      engine.release(8, 10_000);
      assertEquals(PutStatus.OK, put(engine, keyOf(key++), new byte[10_000]));
    }
    assertFalse(engine.reserve(8, 10_000));
    delete(engine, keyOf(0));
    assertTrue(engine.reserve(8, 10_000));
    assertFalse(engine.reserve(8, 10_000));
  }

  @Test
  void extremeLengthsAreStored() {
    MemoryEngine engine = engine(10);
    Prng prng = new Prng(1);
    byte[] longKey = bytes(prng, 4096);
    byte[] longValue = bytes(prng, MAX_VALUE_BYTES);
    put(engine, longKey, longValue);
    put(engine, new byte[0], new byte[0]);
    put(engine, new byte[1], longValue);
    assertArrayEquals(longValue, get(engine, longKey));
    assertArrayEquals(new byte[0], get(engine, new byte[0]));
    assertArrayEquals(longValue, get(engine, new byte[1]));
    assertThrows(InvariantViolation.class, () -> put(engine, new byte[4097], new byte[0]));
    assertThrows(
        InvariantViolation.class, () -> put(engine, longKey, new byte[MAX_VALUE_BYTES + 1]));
  }

  @Test
  void itemsThatDoNotFitInAChunkAreRefusedAtConstruction() {
    Slabs slabs = new Slabs(new TestMemory(CHUNK_BYTES, 1));
    int fits = CHUNK_BYTES - 4096 - 6;
    byte[] key = new byte[4096];
    assertEquals(
        PutStatus.OK,
        put(
            new MemoryEngine(new Slabs(new TestMemory(CHUNK_BYTES, 2)), fits, 0),
            key,
            new byte[fits]));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new MemoryEngine(slabs, fits + 1, 0));
    assertEquals(
        "values of up to 61435 bytes do not fit, with a key of 4096 bytes, in one chunk of 65536",
        refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new MemoryEngine(slabs, 1 << 20, 0));
  }

  @Test
  void anEmptyEngineHoldsNoMemoryAndKeysAreAlwaysWithinReach() {
    TestMemory memory = new TestMemory(CHUNK_BYTES, 10);
    MemoryEngine engine = new MemoryEngine(new Slabs(memory), 1000, 0);
    ByteBuffer key = ByteBuffer.wrap(keyOf(1));
    assertEquals(Engine.READY, engine.prefetch(key, 0, 8));
    assertFalse(engine.get(key, 0, 8, new ValueRef()));
    assertFalse(engine.delete(key, 0, 8));
    assertEquals(0, memory.taken());
  }

  private static MemoryEngine engine(int chunks) {
    return new MemoryEngine(new Slabs(new TestMemory(CHUNK_BYTES, chunks)), MAX_VALUE_BYTES, 42);
  }

  private static byte[] keyOf(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private static byte[] valueOf(byte[] key) {
    return bytes(new Prng(ByteBuffer.wrap(key).getLong()), 300);
  }

  private static byte[] bytes(Prng prng, int length) {
    byte[] bytes = new byte[length];
    for (int index = 0; index < length; index++) {
      bytes[index] = (byte) prng.next();
    }
    return bytes;
  }

  /** Offsets that are not zero, and buffers that are longer than the range. */
  private static ByteBuffer shifted(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length + 7).put(3, bytes);
  }

  private static PutStatus put(MemoryEngine engine, byte[] key, byte[] value) {
    return engine.put(shifted(key), 3, key.length, shifted(value), 3, value.length);
  }

  private static boolean delete(MemoryEngine engine, byte[] key) {
    return engine.delete(shifted(key), 3, key.length);
  }

  private static byte @Nullable [] get(MemoryEngine engine, byte[] key) {
    ValueRef value = new ValueRef();
    if (!engine.get(shifted(key), 3, key.length, value)) {
      return null;
    }
    byte[] bytes = new byte[value.length()];
    value.buffer().get(value.offset(), bytes);
    return bytes;
  }
}
