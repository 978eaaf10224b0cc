package io.apexkv.kernel.store;

import io.apexkv.kernel.base.Bytes;
import java.nio.ByteBuffer;

/**
 * How an item, a key with its value, lies in its slot.
 *
 * <pre>
 *   keyLength u16 · valueLength u32 · key · value
 * </pre>
 */
final class Items {

  /** The longest key, in bytes. */
  static final int MAX_KEY_BYTES = 4096;

  private static final int VALUE_LENGTH = 2;
  private static final int KEY = 6;

  private Items() {}

  /** The length of an item. */
  static int bytes(int keyLength, int valueLength) {
    return KEY + keyLength + valueLength;
  }

  static int keyLength(ByteBuffer buffer, int item) {
    return buffer.getShort(item) & 0xFFFF;
  }

  static int valueLength(ByteBuffer buffer, int item) {
    return buffer.getInt(item + VALUE_LENGTH);
  }

  /** Where in the buffer the item's value begins. */
  static int valueOffset(ByteBuffer buffer, int item) {
    return item + KEY + keyLength(buffer, item);
  }

  static boolean hasKey(ByteBuffer buffer, int item, ByteBuffer key, int keyOffset, int keyLength) {
    return keyLength(buffer, item) == keyLength
        && Bytes.equal(buffer, item + KEY, key, keyOffset, keyLength);
  }

  static void writeKey(ByteBuffer buffer, int item, ByteBuffer key, int keyOffset, int keyLength) {
    buffer.putShort(item, (short) keyLength);
    Bytes.copy(key, keyOffset, buffer, item + KEY, keyLength);
  }

  /** Writes the value behind the key, which stands there already. */
  static void writeValue(
      ByteBuffer buffer, int item, ByteBuffer value, int valueOffset, int valueLength) {
    buffer.putInt(item + VALUE_LENGTH, valueLength);
    Bytes.copy(value, valueOffset, buffer, valueOffset(buffer, item), valueLength);
  }
}
