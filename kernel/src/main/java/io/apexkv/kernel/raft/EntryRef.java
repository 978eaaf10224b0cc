package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/** Where an encoded entry is; reused by its owner, and valid until the next input. */
public final class EntryRef {

  private @Nullable ByteBuffer buffer;
  private int offset;

  public void set(ByteBuffer entryBuffer, int entryOffset) {
    buffer = entryBuffer;
    offset = entryOffset;
  }

  /** The buffer that holds the entry. */
  public ByteBuffer buffer() {
    if (buffer == null) {
      throw new InvariantViolation("a reference was set before it is used");
    }
    return buffer;
  }

  /** Where the entry begins, as {@link EntryCodec} reads it. */
  public int offset() {
    return offset;
  }
}
