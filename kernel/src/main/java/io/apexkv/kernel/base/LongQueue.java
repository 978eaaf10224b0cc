package io.apexkv.kernel.base;

/**
 * A first-in first-out queue of longs in a ring that doubles when it is full; both ends are open,
 * and elements can be read by their place. Nothing is allocated below its largest size so far.
 */
public final class LongQueue {

  /** A power of two, so that a place in the ring is a mask away. */
  private long[] ring = new long[16];

  /** Where the first element stands. */
  private int head;

  private int size;

  /** An empty queue. */
  public LongQueue() {}

  /** How many elements there are. */
  public int size() {
    return size;
  }

  /** True if there are no elements. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds an element at the end. */
  public void addLast(long element) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = element;
    size++;
  }

  /** The element {@code place} places behind the first; 0 is the first. */
  public long get(int place) {
    Check.that(place >= 0 && place < size, "an element stands at the place", place);
    return ring[(head + place) & (ring.length - 1)];
  }

  /** The first element; there must be one. */
  public long first() {
    return get(0);
  }

  /** The last element; there must be one. */
  public long last() {
    return get(size - 1);
  }

  /** Removes and returns the first element; there must be one. */
  public long removeFirst() {
    long element = get(0);
    head = (head + 1) & (ring.length - 1);
    size--;
    return element;
  }

  /** Removes and returns the last element; there must be one. */
  public long removeLast() {
    long element = get(size - 1);
    size--;
    return element;
  }

  /** Removes everything; the capacity stays. */
  public void clear() {
    head = 0;
    size = 0;
  }

  private void grow() {
    long[] doubled = new long[Math.multiplyExact(ring.length, 2)];
    int untilEnd = ring.length - head;
    System.arraycopy(ring, head, doubled, 0, untilEnd);
    System.arraycopy(ring, 0, doubled, untilEnd, head);
    ring = doubled;
    head = 0;
  }
}
