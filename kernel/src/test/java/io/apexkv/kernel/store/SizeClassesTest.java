package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeClassesTest {

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 256 << 10, 4 << 20})
  void everySizeUpToAChunkHasTheShortestClassThatHoldsIt(int chunkBytes) {
    SizeClasses classes = of(chunkBytes);
    for (int bytes = 0; bytes <= chunkBytes; bytes++) {
      int sizeClass = SizeClasses.classOf(bytes);
      assertTrue(classes.slotBytes(sizeClass) >= bytes, "too short for " + bytes);
      assertTrue(
          sizeClass == 0 || classes.slotBytes(sizeClass - 1) < bytes, "too long for " + bytes);
    }
    assertEquals(chunkBytes, classes.slotBytes(classes.count() - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 256 << 10, 4 << 20})
  void aSlotIsAtMostAnEighthLongerThanWhatItHolds(int chunkBytes) {
    SizeClasses classes = of(chunkBytes);
    for (int bytes = 65; bytes <= chunkBytes; bytes++) {
      assertTrue(8L * classes.slotBytes(SizeClasses.classOf(bytes)) <= 9L * bytes, "for " + bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 256 << 10, 4 << 20})
  void aSlabIsFilledWithSlotsButForAnEighthWhereChunksAreLargeEnough(int chunkBytes) {
    SizeClasses classes = of(chunkBytes);
    for (int sizeClass = 0; sizeClass < classes.count(); sizeClass++) {
      int slabBytes = Blocks.BLOCK_BYTES << classes.slabOrder(sizeClass);
      int filled = classes.slabSlots(sizeClass) * classes.slotBytes(sizeClass);
      assertTrue(filled > 0 && filled <= slabBytes && slabBytes <= chunkBytes);
      if (classes.slotBytes(sizeClass) <= chunkBytes / 16) {
        assertTrue(8L * filled >= 7L * slabBytes, "slots of " + classes.slotBytes(sizeClass));
      }
    }
  }

  private static SizeClasses of(int chunkBytes) {
    return new SizeClasses(chunkBytes, Integer.numberOfTrailingZeros(chunkBytes / (16 << 10)));
  }
}
