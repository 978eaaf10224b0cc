package io.apexkv.kernel.store.wal;

import java.nio.ByteBuffer;

/** Gets the entries of one {@link Wal#read}. */
@FunctionalInterface
public interface ReadHandler {

  /**
   * The entries that were asked for, from the index asked for; fewer than exist if more bytes were
   * not wanted or not at hand. Valid during the call.
   *
   * @param count entries in the range, at least 1; 0 if they were truncated while being read
   * @param length bytes of the encoded entries, one after another
   */
  void entries(long firstIndex, int count, ByteBuffer buffer, int offset, int length);
}
