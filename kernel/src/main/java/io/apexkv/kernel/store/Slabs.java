package io.apexkv.kernel.store;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The memory of all engines of a node: slots of some fixed sizes, cut from <i>slabs</i> (Bonwick,
 * <i>The Slab Allocator</i>, USENIX Summer 1994), and table pages of one block each.
 *
 * <p>A slab is a block of {@link Blocks} divided into slots of one size class. Its free slots are
 * linked through themselves; a slab whose slots are all free goes back to the blocks at once, for
 * any class to use. One allocator serves all groups of a node, so a group with few keys doesn't
 * hold a slab for each size.
 *
 * <p><b>Promises.</b> {@link #promise} says that a later allocation will succeed. Kept are the
 * numbers of promised slots, by class; from them and the free slots follows a demand of blocks, and
 * {@link Blocks#hold} keeps enough for all of it. An allocation that was not promised, also a page
 * that would merely be nice to have, fails if it would break a promise. For pages see {@link
 * #promisedPages}.
 *
 * <p><b>What nobody promised.</b> Committed entries are stored whoever appended them. Those that
 * this node knows of are announced by {@link #expect} and leave the promises less; for those that
 * it can't know of yet there is the headroom.
 */
public final class Slabs {

  /** Offset in a slab's list of free slots: there are no more. */
  private static final int NO_SLOT = -1;

  private final Memory memory;
  private final int headroomChunks;
  private final boolean alone;
  private final Blocks blocks;
  private final SizeClasses classes;
  private final int chunkBytes;

  /** By class: the first of a doubly linked list of slabs with a free slot, or 0. */
  private final int[] partialHead;

  private final long[] freeSlots;
  private final long[] promisedSlots;

  /** By class: slabs that the promises need beyond the free slots. */
  private final long[] neededSlabs;

  /** By order: the sum of neededSlabs. */
  private final long[] demand;

  private long promisedPuts;
  private long crowdedPages;

  /** Chunks that will be taken for what nobody promised, or by others. */
  private long expectedChunks;

  // By the number of a slab's first block:
  private int[] usedSlots = new int[0];
  private int[] freeSlot = new int[0];

  /** Offset of the first slot that was never used; the slots behind it weren't either. */
  private int[] freshSlot = new int[0];

  private int[] nextPartial = new int[0];
  private int[] previousPartial = new int[0];

  /** An allocator that takes its chunks from {@code memory} as it needs them. */
  public Slabs(Memory memory) {
    this(memory, 0);
  }

  /**
   * An allocator that leaves some memory to others.
   *
   * @param headroomChunks no promise takes a chunk if fewer would be available then: they are for
   *     those who take theirs late, for what other nodes promise meanwhile, and for contents that a
   *     restart lays out less well than before
   */
  public Slabs(Memory memory, int headroomChunks) {
    this(memory, headroomChunks, true);
  }

  /**
   * The same for a node that others lead groups on, too.
   *
   * @param alone whether nobody else promises room in this memory; otherwise another leader may
   *     promise the very slots that are free here, so that these are no more than its share
   */
  public Slabs(Memory memory, int headroomChunks, boolean alone) {
    this.memory = memory;
    this.headroomChunks = headroomChunks;
    this.alone = alone;
    blocks = new Blocks(memory);
    chunkBytes = memory.chunkBytes();
    classes = new SizeClasses(chunkBytes, blocks.topOrder());
    partialHead = new int[classes.count()];
    freeSlots = new long[classes.count()];
    promisedSlots = new long[classes.count()];
    neededSlabs = new long[classes.count()];
    demand = new long[blocks.topOrder() + 1];
  }

  /** The longest thing that can be stored, in bytes: it has to fit in one chunk. */
  public int largestBytes() {
    return chunkBytes;
  }

  /** Chunks held at present; one of them may be empty, in reserve. */
  public int heldChunks() {
    return blocks.heldChunks();
  }

  /** The buffer that an address points into; the offset is {@link Blocks#offset}. */
  ByteBuffer buffer(long address) {
    return blocks.chunk(address);
  }

  /** Whether two sizes share a class, so that one can replace the other in its slot. */
  static boolean sameSlot(int bytes, int otherBytes) {
    return SizeClasses.classOf(bytes) == SizeClasses.classOf(otherBytes);
  }

  /**
   * Tells what memory will be needed without a promise, until it is told anew.
   *
   * @param bytes of log entries to be stored; {@link Long#MAX_VALUE} if nobody knows how many
   * @param chunks that others will take, besides the headroom
   */
  public void expect(long bytes, int chunks) {
    // A slot is up to an eighth longer than its item, and a slab has up to an eighth left over.
    expectedChunks =
        bytes == Long.MAX_VALUE ? bytes : chunks + Math.ceilDiv(bytes + bytes / 4, chunkBytes);
  }

  /**
   * Promises room for one put of {@code bytes}: a slot, and a page if its table needs one. If
   * nobody else promises, then what fits into the chunks that are held anyway may be promised below
   * the headroom too; otherwise nothing could be written any more once others have used it, however
   * much is deleted.
   */
  boolean promise(int bytes) {
    int heldBefore = blocks.heldChunks();
    int sizeClass = SizeClasses.classOf(bytes);
    promisedPuts++;
    changePromised(sizeClass, 1);
    boolean held = blocks.hold(demand, promisedPages());
    boolean fitsAnyway = alone && heldChunks() == heldBefore;
    int spareChunks = memory.available() - (fitsAnyway ? 0 : headroomChunks);
    if (held && spareChunks >= expectedChunks) {
      return true;
    }
    withdraw(bytes);
    blocks.giveBack(heldBefore);
    return false;
  }

  /** Withdraws one promise of the same size. */
  void withdraw(int bytes) {
    int sizeClass = SizeClasses.classOf(bytes);
    Check.that(promisedSlots[sizeClass] > 0, "only what was promised is withdrawn", bytes);
    promisedPuts--;
    changePromised(sizeClass, -1);
  }

  /** Allocates a slot of at least {@code bytes}, or answers {@link Blocks#NONE}. */
  long allocate(int bytes) {
    int sizeClass = SizeClasses.classOf(bytes);
    if (freeSlots[sizeClass] <= promisedSlots[sizeClass] && !hasOneMore(sizeClass)) {
      return Blocks.NONE;
    }
    if (partialHead[sizeClass] == 0) {
      addSlab(sizeClass);
    }
    return takeSlot(partialHead[sizeClass], sizeClass);
  }

  /** Gives a slot back; {@code bytes} as at its allocation, or of the same class. */
  void free(long address, int bytes) {
    int sizeClass = SizeClasses.classOf(bytes);
    int slab = slabOf(address, sizeClass);
    Check.that(usedSlots[slab] > 0, "a freed slot was in use", slab);
    blocks.chunk(address).putInt(Blocks.offset(address), freeSlot[slab]);
    freeSlot[slab] = Blocks.offset(address);
    usedSlots[slab]--;
    freeSlots[sizeClass]++;
    if (usedSlots[slab] == classes.slabSlots(sizeClass) - 1) {
      linkPartial(slab, sizeClass);
    }
    if (usedSlots[slab] == 0) {
      removeSlab(slab, sizeClass);
    }
    recountNeeded(sizeClass);
  }

  /** Allocates a page of {@link Blocks#BLOCK_BYTES}, or answers {@link Blocks#NONE}. */
  long allocatePage() {
    return blocks.hold(demand, promisedPages() + 1) ? blocks.allocate(0) : Blocks.NONE;
  }

  /** Gives a page back. */
  void freePage(long address) {
    blocks.free(address, 0);
    blocks.trim(demand, promisedPages());
  }

  /**
   * Tells that {@code change} more pages are crowded: they should have been split, but for memory.
   */
  void crowdedPages(int change) {
    crowdedPages += change;
  }

  /**
   * Pages that the promised puts may need. A page is split at a number of entries well below what
   * it can hold, and the split is left out if memory is promised away. So a page that isn't crowded
   * takes {@link TablePage#SPARE} more puts before a split is needed; a crowded one may need it at
   * once, and then has half its entries.
   */
  private long promisedPages() {
    return Math.min(promisedPuts, crowdedPages + promisedPuts / TablePage.SPARE + 1);
  }

  /** Whether a slot more than all promised ones can be had. */
  private boolean hasOneMore(int sizeClass) {
    changePromised(sizeClass, 1);
    boolean held = blocks.hold(demand, promisedPages());
    changePromised(sizeClass, -1);
    return held;
  }

  private void changePromised(int sizeClass, int change) {
    promisedSlots[sizeClass] += change;
    recountNeeded(sizeClass);
  }

  private void recountNeeded(int sizeClass) {
    long missing = promisedSlots[sizeClass] - freeSlots[sizeClass];
    if (missing <= 0 && neededSlabs[sizeClass] == 0) {
      return;
    }
    long needed = missing <= 0 ? 0 : Math.ceilDiv(missing, (long) classes.slabSlots(sizeClass));
    demand[classes.slabOrder(sizeClass)] += needed - neededSlabs[sizeClass];
    neededSlabs[sizeClass] = needed;
  }

  private void addSlab(int sizeClass) {
    long address = blocks.allocate(classes.slabOrder(sizeClass));
    int slab = blocks.blockNumber(address);
    if (slab >= usedSlots.length) {
      grow(slab);
    }
    usedSlots[slab] = 0;
    freeSlot[slab] = NO_SLOT;
    freshSlot[slab] = Blocks.offset(address);
    freeSlots[sizeClass] += classes.slabSlots(sizeClass);
    linkPartial(slab, sizeClass);
  }

  private void removeSlab(int slab, int sizeClass) {
    unlinkPartial(slab, sizeClass);
    freeSlots[sizeClass] -= classes.slabSlots(sizeClass);
    recountNeeded(sizeClass);
    blocks.free(blocks.address(slab), classes.slabOrder(sizeClass));
    blocks.trim(demand, promisedPages());
  }

  private long takeSlot(int slab, int sizeClass) {
    long slabAddress = blocks.address(slab);
    int offset = freeSlot[slab];
    if (offset != NO_SLOT) {
      freeSlot[slab] = blocks.chunk(slabAddress).getInt(offset);
    } else {
      offset = freshSlot[slab];
      freshSlot[slab] = offset + classes.slotBytes(sizeClass);
    }
    usedSlots[slab]++;
    freeSlots[sizeClass]--;
    if (usedSlots[slab] == classes.slabSlots(sizeClass)) {
      unlinkPartial(slab, sizeClass);
    }
    recountNeeded(sizeClass);
    return (slabAddress & 0xFFFF_FFFF_0000_0000L) | offset;
  }

  /** A slab is a block, and a block begins at a multiple of its size. */
  private int slabOf(long address, int sizeClass) {
    return blocks.blockNumber(address) & -(1 << classes.slabOrder(sizeClass));
  }

  private void linkPartial(int slab, int sizeClass) {
    int second = partialHead[sizeClass];
    nextPartial[slab] = second;
    previousPartial[slab] = 0;
    if (second != 0) {
      previousPartial[second] = slab;
    }
    partialHead[sizeClass] = slab;
  }

  private void unlinkPartial(int slab, int sizeClass) {
    if (previousPartial[slab] == 0) {
      partialHead[sizeClass] = nextPartial[slab];
    } else {
      nextPartial[previousPartial[slab]] = nextPartial[slab];
    }
    if (nextPartial[slab] != 0) {
      previousPartial[nextPartial[slab]] = previousPartial[slab];
    }
  }

  private void grow(int slab) {
    int capacity = Math.max(64, Math.max(slab + 1, 2 * usedSlots.length));
    usedSlots = Arrays.copyOf(usedSlots, capacity);
    freeSlot = Arrays.copyOf(freeSlot, capacity);
    freshSlot = Arrays.copyOf(freshSlot, capacity);
    nextPartial = Arrays.copyOf(nextPartial, capacity);
    previousPartial = Arrays.copyOf(previousPartial, capacity);
  }
}
