package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/**
 * The partition of a key: a fixed hash modulo the partition count. Servers and clients compute it
 * alike; it is part of the protocol and of every data directory.
 *
 * <p>FNV-1a (Fowler, Noll, Vo) with the finaliser of MurmurHash3 (Appleby), since FNV's low bits
 * alone are not even enough for a modulus.
 */
public final class Partition {

  private Partition() {}

  /** The partition, 0 to {@code partitions - 1}, of the key in this range. */
  public static int of(ByteBuffer buffer, int offset, int length, int partitions) {
    long hash = 0xcbf29ce484222325L;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ (buffer.get(i) & 0xFF)) * 0x100000001b3L;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (int) Long.remainderUnsigned(hash, partitions);
  }
}
