package io.apexkv.kernel.record;

import java.nio.ByteBuffer;

/** Where the binary form of inputs comes from; integers are big-endian. */
public interface InputSource {

  int u8();

  int u32();

  long u64();

  /** The next bytes, from 0 on in a buffer that stays as it is until the next call. */
  ByteBuffer bytes(int length);
}
