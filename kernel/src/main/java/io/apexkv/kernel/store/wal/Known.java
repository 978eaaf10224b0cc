package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;

/** What is set once and null only before. */
final class Known {

  private Known() {}

  /** The value, which is set by now; or the invariant is broken. */
  static <T> T value(@Nullable T value, String invariant) {
    if (value == null) {
      throw new InvariantViolation(invariant);
    }
    return value;
  }
}
