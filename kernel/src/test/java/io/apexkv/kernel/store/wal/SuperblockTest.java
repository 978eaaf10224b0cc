package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.wal.Superblock.HardState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SuperblockTest {

  private static final Superblock BLOCK =
      new Superblock(
          8,
          new ClusterId(0x0102030405060708L, 9),
          2,
          5,
          64,
          3,
          1,
          4,
          5L << 40 | 77,
          List.of(1L, 2L, 3L),
          List.of(new HardState(1, 7, 2), new HardState(3, 9, 0)));

  @Test
  void aCopyComesBackAsItWasWritten() {
    assertEquals(BLOCK, decode(encode(BLOCK, new byte[0])).copy());
  }

  @Test
  void aFormattedDirectoryHasTwoCopiesThatBothCount() {
    Superblock first = Superblock.formatted(new ClusterId(1, 2), 3, 64, 8);
    assertEquals(first, decodeSlot(encode(first, new byte[0]), 1).copy());
    Superblock second = first.withSequence(2);
    assertEquals(second, decodeSlot(encode(second, new byte[0]), 0).copy());
    assertEquals(List.of(), second.voters());
    assertEquals(0, second.bootCounter());
  }

  @Test
  void aCopyIsLaidOutAsDocumented() {
    byte[] bytes = encode(BLOCK, new byte[0]);
    ByteBuffer slot = ByteBuffer.wrap(bytes);
    String expected =
        """
        41505853 0001 0000 000000a8 00000002 0000000000000008
        0102030405060708 0000000000000009 0000000000000002 0000000000000005
        00000040 00000003 0000000000000001 0000000000000004 000005000000004d
        00000003 00000000 0000000000000001 0000000000000002 0000000000000003
        0000000000000001 0000000000000007 0000000000000002
        0000000000000003 0000000000000009 0000000000000000
        """;
    byte[] content = new byte[168];
    slot.get(0, content);
    assertEquals(expected.replaceAll("\\s", ""), ModelLog.hex(content));
    for (int at = 168; at < 496; at++) {
      assertEquals(0, slot.get(at), "padding");
    }
    for (int sector = 0; sector < 8; sector++) {
      assertEquals(8, slot.getLong(512 * sector + 496));
      assertEquals(sector, slot.getInt(512 * sector + 504));
      assertEquals(checksum(bytes, sector), slot.getInt(512 * sector + 508));
    }
  }

  /** By the page alone: zeros for cluster and node, file, offset, then the sector. */
  private static int checksum(byte[] slot, int sector) {
    CRC32C crc = new CRC32C();
    ByteBuffer context = ByteBuffer.allocate(40);
    context.putLong(24, 1L << 56).putLong(32, 512L * sector);
    crc.update(context.array());
    crc.update(slot, 512 * sector, 508);
    return (int) crc.getValue();
  }

  @Test
  void aTornCopyIsNeitherIntactNorDamage() {
    Superblock older = many(6, 100);
    Superblock newer = many(8, 200);
    byte[] before = encode(older, new byte[0]);
    byte[] after = encode(newer, before);
    int sectors = Sectors.sectoredBytes(96 + 24 * 200) / 512;
    for (int missing = 0; missing < sectors; missing++) {
      byte[] torn = after.clone();
      System.arraycopy(before, 512 * missing, torn, 512 * missing, 512);
      SuperblockSlot slot = decode(torn);
      assertNull(slot.copy(), "sector " + missing);
      assertEquals(-1, slot.damagedAt());
      assertEquals(8, slot.highestSequence());
    }
  }

  @Test
  void anyFlippedBitOfACopyIsDamageAtItsSector() {
    byte[] bytes = encode(many(8, 30), new byte[0]);
    for (int bit = 0; bit < 4096 * 8; bit += 7) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      SuperblockSlot slot = decode(flipped);
      assertNull(slot.copy());
      assertEquals(bit / 8 / 512 * 512L, slot.damagedAt());
    }
  }

  @Test
  void aLaterVersionIsNamed() {
    ByteBuffer slot = ByteBuffer.wrap(encode(BLOCK, new byte[0]));
    slot.putShort(4, (short) 2);
    Sectors.ofSuperblock().stamp(Superblock.FILE, 0, slot, 0, 4096, 8);
    SuperblockSlot decoded = decode(slot.array());
    assertNull(decoded.copy());
    assertEquals(2, decoded.otherVersion());
  }

  @Test
  void aSlotOfZerosHoldsNothing() {
    SuperblockSlot slot = decode(new byte[Superblock.SLOT_BYTES]);
    assertNull(slot.copy());
    assertEquals(-1, slot.damagedAt());
    assertEquals(0, slot.highestSequence());
    assertEquals(0, slot.sequence());
  }

  @Test
  void rowsThatContradictThemselvesAreNoCopy() {
    assertNull(afterPut(12, 4)); // more rows than groups
    assertNull(afterPut(88, 2)); // voters that the length does not hold
    assertNull(afterPut(96 + 24 + 4, 9)); // a group beyond the last
    assertNotNull(afterPut(56, 65)); // another number of partitions
  }

  @Test
  void theNextSequenceIsAboveAllSeenAndSparesTheIntactCopy() {
    assertEquals(9, SuperblockStore.nextSequence(8, 8));
    assertEquals(11, SuperblockStore.nextSequence(8, 9));
    assertEquals(13, SuperblockStore.nextSequence(8, 11));
    assertEquals(13, SuperblockStore.nextSequence(8, 12));
    assertEquals(8, SuperblockStore.nextSequence(7, 3));
  }

  private static @Nullable Superblock afterPut(int offset, int value) {
    ByteBuffer slot = ByteBuffer.wrap(encode(BLOCK, new byte[0]));
    slot.putInt(offset, value);
    Sectors.ofSuperblock().stamp(Superblock.FILE, 0, slot, 0, 4096, 8);
    return decode(slot.array()).copy();
  }

  private static Superblock many(long sequence, int rows) {
    List<HardState> states = new ArrayList<>();
    for (int group = 1; group <= rows; group++) {
      states.add(new HardState(group, sequence, group));
    }
    return new Superblock(
        sequence, new ClusterId(1, 2), 3, 4, 1024, 1024, 1, 1, 0, List.of(), states);
  }

  private static byte[] encode(Superblock block, byte[] before) {
    byte[] slot = before.length == 0 ? new byte[Superblock.SLOT_BYTES] : before.clone();
    block.encode(ByteBuffer.wrap(slot), 0);
    return slot;
  }

  private static SuperblockSlot decode(byte[] slot) {
    return decodeSlot(slot, 0);
  }

  private static SuperblockSlot decodeSlot(byte[] slot, int number) {
    return SuperblockSlot.decode(ByteBuffer.wrap(slot.clone()), 0, number);
  }
}
