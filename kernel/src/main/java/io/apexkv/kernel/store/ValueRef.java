package io.apexkv.kernel.store;

import java.nio.ByteBuffer;

/**
 * A reusable pointer to a stored value: it saves the copy. It points into the engine's memory and
 * so is valid until the next change of any engine on the node.
 */
public final class ValueRef {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private ByteBuffer buffer = EMPTY;
  private int offset;
  private int length;

  /** Points at an empty value. */
  public ValueRef() {}

  /** The buffer that holds the value; to be read only. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Where in the buffer the value begins. */
  public int offset() {
    return offset;
  }

  /** How many bytes long the value is. */
  public int length() {
    return length;
  }

  /** Points at a value; for engines. */
  public void set(ByteBuffer buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }
}
