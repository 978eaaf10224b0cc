package io.apexkv.kernel.store;

import io.apexkv.kernel.base.Bytes;
import java.nio.ByteBuffer;

/**
 * The digest of an engine's contents: the sum, modulo 2^64, of one hash for each item. A sum
 * doesn't depend on the order, and an item is taken out by subtraction (an incremental multiset
 * hash, after Clarke et al., <i>Incremental Multiset Hash Functions</i>, ASIACRYPT 2003). It finds
 * errors, not forgeries.
 */
final class Digest {

  /** The same on all nodes for ever, unlike the seed of a table: replicas compare their digests. */
  private static final long SEED = 0x4170_6578_4B56_0001L;

  private Digest() {}

  static long ofKey(ByteBuffer key, int offset, int length) {
    return Bytes.hash64(key, offset, length, SEED);
  }

  /** The item's part of the digest; the value's hash is seeded with the key's. */
  static long ofItem(long keyDigest, ByteBuffer value, int offset, int length) {
    return Bytes.hash64(value, offset, length, keyDigest);
  }
}
