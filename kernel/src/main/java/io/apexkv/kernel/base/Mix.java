package io.apexkv.kernel.base;

/**
 * The 64-bit finaliser of SplitMix64: a bijection in which every input bit flips every output bit
 * with probability near one half.
 *
 * <p>It has the shape of MurmurHash3's finaliser (Appleby) with the constants that Stafford found
 * by search ("variant 13"), as used by Steele, Lea and Flood, <i>Fast Splittable Pseudorandom
 * Number Generators</i>, OOPSLA 2014, section 5. The constants are in the public domain.
 */
final class Mix {

  /** 2^64 divided by the golden ratio, made odd: the increment of SplitMix64's Weyl sequence. */
  static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mix() {}

  static long mix64(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
