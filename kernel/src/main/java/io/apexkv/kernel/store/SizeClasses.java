package io.apexkv.kernel.store;

import io.apexkv.kernel.base.Check;

/**
 * The sizes in which {@link Slabs} hands out memory: 16 to 64 bytes in steps of 8, then eight sizes
 * for each doubling, up to a whole chunk. So a slot is at most an eighth longer than what it holds
 * (from 65 bytes on).
 *
 * <p>Each class has its own size of slab: the smallest block of which at most an eighth is left
 * over after it is cut into slots, or else the one with the least left over.
 */
final class SizeClasses {

  private static final int SMALLEST_BYTES = 16;
  private static final int FINE_LIMIT_BYTES = 64;
  private static final int FINE_CLASSES = (FINE_LIMIT_BYTES - SMALLEST_BYTES) / 8 + 1;
  private static final int FINE_LIMIT_SHIFT = Integer.numberOfTrailingZeros(FINE_LIMIT_BYTES);

  private final int[] slotBytes;
  private final int[] slabOrder;
  private final int[] slabSlots;

  SizeClasses(int chunkBytes, int topOrder) {
    int count = classOf(chunkBytes) + 1;
    slotBytes = new int[count];
    slabOrder = new int[count];
    slabSlots = new int[count];
    for (int sizeClass = 0; sizeClass < count; sizeClass++) {
      int bytes = bytesOf(sizeClass);
      int order = bestOrder(bytes, topOrder);
      slotBytes[sizeClass] = bytes;
      slabOrder[sizeClass] = order;
      slabSlots[sizeClass] = (Blocks.BLOCK_BYTES << order) / bytes;
    }
  }

  /** The class whose slots are the shortest that hold {@code bytes}. */
  static int classOf(int bytes) {
    Check.that(bytes >= 0, "a size is not negative", bytes);
    if (bytes <= FINE_LIMIT_BYTES) {
      return (Math.max(bytes, SMALLEST_BYTES) - SMALLEST_BYTES + 7) >>> 3;
    }
    int shift = 31 - Integer.numberOfLeadingZeros(bytes - 1);
    int eighth = (bytes - 1 - (1 << shift)) >>> (shift - 3);
    return FINE_CLASSES + 8 * (shift - FINE_LIMIT_SHIFT) + eighth;
  }

  int count() {
    return slotBytes.length;
  }

  int slotBytes(int sizeClass) {
    return slotBytes[sizeClass];
  }

  /** The order of the class's slabs, as {@link Blocks} counts. */
  int slabOrder(int sizeClass) {
    return slabOrder[sizeClass];
  }

  int slabSlots(int sizeClass) {
    return slabSlots[sizeClass];
  }

  private static int bytesOf(int sizeClass) {
    if (sizeClass < FINE_CLASSES) {
      return SMALLEST_BYTES + 8 * sizeClass;
    }
    int coarse = sizeClass - FINE_CLASSES;
    int shift = FINE_LIMIT_SHIFT + coarse / 8;
    return (1 << shift) + ((coarse % 8 + 1) << (shift - 3));
  }

  private static int bestOrder(int bytes, int topOrder) {
    int best = topOrder;
    long bestPerMille = Long.MAX_VALUE;
    for (int order = 0; order <= topOrder; order++) {
      int blockBytes = Blocks.BLOCK_BYTES << order;
      if (blockBytes >= bytes) {
        long wastePerMille = blockBytes % bytes * 1000L / blockBytes;
        if (wastePerMille <= 125) {
          return order;
        }
        if (wastePerMille < bestPerMille) {
          best = order;
          bestPerMille = wastePerMille;
        }
      }
    }
    return best;
  }
}
