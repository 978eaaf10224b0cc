package io.apexkv.kernel.store.wal;

/** Where a batch is and which one: how the next batch's header names it. All zero for none. */
final class BatchRef {

  /** Bits of a sequence below the boot counter. */
  static final int NUMBER_BITS = 40;

  long sequence;
  long file;
  int offset;
  int bytes;

  void set(long sequence, long file, int offset, int bytes) {
    this.sequence = sequence;
    this.file = file;
    this.offset = offset;
    this.bytes = bytes;
  }

  /** Where the batch ends and the next one in the same segment begins. */
  int end() {
    return offset + bytes;
  }

  /** The boot counter under which a batch was written. */
  static long bootOf(long sequence) {
    return sequence >>> NUMBER_BITS;
  }

  /** The sequence of the first batch of a boot. */
  static long firstOf(long bootCounter) {
    return bootCounter << NUMBER_BITS | 1;
  }

  /** "5.12": boot counter and number, for people. */
  static String show(long sequence) {
    return bootOf(sequence) + "." + (sequence & ((1L << NUMBER_BITS) - 1));
  }
}
