package io.apexkv.kernel.store;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Check;
import java.nio.ByteBuffer;

/**
 * An engine that keeps everything in memory: a {@link HashTable} of items in {@link Slabs}.
 *
 * <p>Every key is always within reach, so {@link #prefetch} never gives a ticket. A get costs one
 * probe run and one look at the item. Nothing is allocated on the heap but when the table grows
 * beyond its largest size so far. An empty engine holds at most one page of 16 KiB.
 *
 * <p>Where items lie depends on the history of operations, on the hash seed and on the size of a
 * chunk; what they are does not.
 */
public final class MemoryEngine implements Engine {

  private final Slabs slabs;
  private final HashTable table;
  private final int maxValueBytes;
  private final long hashSeed;

  private long size;
  private long bytes;
  private long digest;

  /**
   * An empty engine.
   *
   * @param slabs the memory it shares with the node's other engines
   * @param maxValueBytes the longest value; with the longest key (4,096 bytes) it must fit in a
   *     chunk
   * @param hashSeed best unknown to clients, who could otherwise choose keys that collide; it need
   *     not be the same on all nodes
   * @throws IllegalArgumentException if an item of the longest key and value doesn't fit in a chunk
   */
  public MemoryEngine(Slabs slabs, int maxValueBytes, long hashSeed) {
    if (maxValueBytes < 0
        || maxValueBytes > slabs.largestBytes() - Items.bytes(Items.MAX_KEY_BYTES, 0)) {
      throw new IllegalArgumentException(
          "values of up to "
              + maxValueBytes
              + " bytes do not fit, with a key of "
              + Items.MAX_KEY_BYTES
              + " bytes, in one chunk of "
              + slabs.largestBytes());
    }
    this.slabs = slabs;
    this.table = new HashTable(slabs);
    this.maxValueBytes = maxValueBytes;
    this.hashSeed = hashSeed;
  }

  @Override
  public void onReady(ReadyListener listener) {
    // There is never anything to tell.
  }

  @Override
  public long prefetch(ByteBuffer key, int keyOffset, int keyLength) {
    return READY;
  }

  @Override
  public boolean get(ByteBuffer key, int keyOffset, int keyLength, ValueRef value) {
    long location = locate(hash(key, keyOffset, keyLength), key, keyOffset, keyLength);
    if (location < 0) {
      return false;
    }
    long address = table.addressAt(location);
    ByteBuffer buffer = slabs.buffer(address);
    int item = Blocks.offset(address);
    value.set(buffer, Items.valueOffset(buffer, item), Items.valueLength(buffer, item));
    return true;
  }

  @Override
  public PutStatus put(
      ByteBuffer key,
      int keyOffset,
      int keyLength,
      ByteBuffer value,
      int valueOffset,
      int valueLength) {
    checkLengths(keyLength, valueLength);
    long hash = hash(key, keyOffset, keyLength);
    int itemBytes = Items.bytes(keyLength, valueLength);
    long location = locate(hash, key, keyOffset, keyLength);
    long oldAddress = location < 0 ? Blocks.NONE : table.addressAt(location);
    int oldBytes = location < 0 ? 0 : itemBytes(oldAddress);

    long address = oldAddress;
    if (location < 0 || !Slabs.sameSlot(oldBytes, itemBytes)) {
      address = slabs.allocate(itemBytes);
      if (address == Blocks.NONE) {
        return PutStatus.NO_MEMORY;
      }
      if (location < 0 && !table.insert(hash, address)) {
        slabs.free(address, itemBytes);
        return PutStatus.NO_MEMORY;
      }
      Items.writeKey(slabs.buffer(address), Blocks.offset(address), key, keyOffset, keyLength);
    }

    long keyDigest = Digest.ofKey(key, keyOffset, keyLength);
    if (location >= 0) {
      subtract(oldAddress, oldBytes, keyDigest);
    }
    digest += Digest.ofItem(keyDigest, value, valueOffset, valueLength);
    bytes += keyLength + valueLength;
    size++;
    Items.writeValue(
        slabs.buffer(address), Blocks.offset(address), value, valueOffset, valueLength);
    if (location >= 0 && address != oldAddress) {
      table.setAddressAt(location, address);
      slabs.free(oldAddress, oldBytes);
    }
    return PutStatus.OK;
  }

  @Override
  public boolean delete(ByteBuffer key, int keyOffset, int keyLength) {
    long location = locate(hash(key, keyOffset, keyLength), key, keyOffset, keyLength);
    if (location < 0) {
      return false;
    }
    long address = table.addressAt(location);
    int itemBytes = itemBytes(address);
    subtract(address, itemBytes, Digest.ofKey(key, keyOffset, keyLength));
    table.remove(location);
    slabs.free(address, itemBytes);
    return true;
  }

  @Override
  public boolean reserve(int keyLength, int valueLength) {
    checkLengths(keyLength, valueLength);
    return table.prepare() && slabs.promise(Items.bytes(keyLength, valueLength));
  }

  @Override
  public void release(int keyLength, int valueLength) {
    checkLengths(keyLength, valueLength);
    slabs.withdraw(Items.bytes(keyLength, valueLength));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long digest() {
    return digest;
  }

  private void checkLengths(int keyLength, int valueLength) {
    Check.that(keyLength >= 0 && keyLength <= Items.MAX_KEY_BYTES, "a key fits", keyLength);
    Check.that(valueLength >= 0 && valueLength <= maxValueBytes, "a value fits", valueLength);
  }

  private long hash(ByteBuffer key, int offset, int length) {
    return Bytes.hash64(key, offset, length, hashSeed);
  }

  /** Where the table has the key, or -1. */
  private long locate(long hash, ByteBuffer key, int keyOffset, int keyLength) {
    long location = table.find(hash);
    while (location >= 0) {
      long address = table.addressAt(location);
      if (Items.hasKey(slabs.buffer(address), Blocks.offset(address), key, keyOffset, keyLength)) {
        return location;
      }
      location = table.findNext(hash, location);
    }
    return location;
  }

  private int itemBytes(long address) {
    ByteBuffer buffer = slabs.buffer(address);
    int item = Blocks.offset(address);
    return Items.bytes(Items.keyLength(buffer, item), Items.valueLength(buffer, item));
  }

  /** Takes an item out of size, bytes and digest, as long as its value is still in place. */
  private void subtract(long address, int itemBytes, long keyDigest) {
    ByteBuffer buffer = slabs.buffer(address);
    int item = Blocks.offset(address);
    digest -=
        Digest.ofItem(
            keyDigest, buffer, Items.valueOffset(buffer, item), Items.valueLength(buffer, item));
    bytes -= itemBytes - Items.bytes(0, 0);
    size--;
  }

  /** For tests of the table's invariants. */
  HashTable table() {
    return table;
  }
}
