package io.apexkv.kernel.record;

import java.nio.ByteBuffer;

/** Where the binary form of inputs goes. */
public interface InputSink {

  /**
   * Part of an input's binary form, valid only during the call. An input is one head, and where it
   * has bytes, these in a second call.
   */
  void bytes(ByteBuffer buffer, int offset, int length);

  /** A flush ended, with this hash of its effects. */
  void flushed(long effectHash);
}
