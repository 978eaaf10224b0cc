package io.apexkv.kernel.raft;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * The newest log entries of all groups of a node, in a ring of chunks under one budget.
 *
 * <p>Entries of all groups follow each other in the order in which they came; none crosses a chunk.
 * A <em>position</em> is 64 bits that only grow: the chunk's number and the offset in it. When the
 * budget is used up the oldest chunk is used again, if everything in it is durable: its entries are
 * then read back from the write-ahead log by whoever still wants them. What is not durable yet
 * stays, and if that fills the ring, there is no room.
 */
public final class EntryTail {

  /** What {@link #reserve} answers if there is no room. */
  static final long NO_ROOM = -1;

  /** A position behind all others. */
  static final long NEVER = Long.MAX_VALUE;

  /** Tells the lowest position that must stay, {@link #NEVER} if none. */
  interface Pins {
    long lowestPinned();
  }

  private final Memory memory;
  private final int shift;
  private final @Nullable ByteBuffer[] ring;
  private Pins pins = () -> NEVER;

  /** Numbers of the oldest and of the newest chunk; number n is in slot n mod length. */
  private long oldest;

  private long newest = -1;

  /** Where the next entry goes in the newest chunk. */
  private int used;

  /** A ring of at most {@code tailBytes}, but of two chunks at least; taken as they are needed. */
  public EntryTail(Memory memory, long tailBytes) {
    this.memory = memory;
    shift = Integer.numberOfTrailingZeros(memory.chunkBytes());
    Check.that(memory.chunkBytes() == 1 << shift, "chunks are a power of two");
    ring = new @Nullable ByteBuffer[(int) Math.max(2, tailBytes >>> shift)];
  }

  /** Who knows what must stay: set once, by the owner of the groups. */
  void pins(Pins owner) {
    pins = owner;
  }

  /**
   * Makes room for {@code bytes} in one piece.
   *
   * @return their position, or {@link #NO_ROOM}
   */
  long reserve(int bytes) {
    if (bytes > memory.chunkBytes()) {
      return NO_ROOM;
    }
    if (newest < oldest || used + bytes > memory.chunkBytes()) {
      if (!nextChunk()) {
        return NO_ROOM;
      }
    }
    long position = newest << shift | used;
    used += bytes;
    return position;
  }

  /** Chunks that the ring may still take. */
  int untakenChunks() {
    return ring.length - (int) (newest - oldest + 1);
  }

  /** Entries at positions below have left memory. */
  long base() {
    return oldest << shift;
  }

  /** The chunk that holds a position. */
  ByteBuffer buffer(long position) {
    long number = position >>> shift;
    ByteBuffer chunk = ring[(int) (number % ring.length)];
    if (chunk == null || number < oldest || number > newest) {
      throw new InvariantViolation("the position is in memory");
    }
    return chunk;
  }

  /** The offset of a position in its chunk. */
  int offset(long position) {
    return (int) position & ((1 << shift) - 1);
  }

  /** Whether the range from one position to another lies in one chunk, in this order. */
  boolean sameChunk(long from, long to) {
    return from >>> shift == to >>> shift;
  }

  private boolean nextChunk() {
    ByteBuffer chunk = newest - oldest + 1 < ring.length ? memory.take() : null;
    if (chunk == null) {
      if (newest < oldest || pins.lowestPinned() < (oldest + 1) << shift) {
        return false;
      }
      chunk = buffer(oldest << shift);
      ring[(int) (oldest % ring.length)] = null;
      oldest++;
    }
    newest++;
    used = 0;
    ring[(int) (newest % ring.length)] = chunk;
    return true;
  }
}
