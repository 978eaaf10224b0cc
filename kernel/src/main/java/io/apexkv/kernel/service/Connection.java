package io.apexkv.kernel.service;

import io.apexkv.kernel.base.Nullable;

/** A client's connection to this node. */
final class Connection {

  final long id;

  /** Bytes of requests admitted and not yet answered. */
  int pendingBytes;

  /** Whether the host was asked to stop reading from it. */
  boolean paused;

  /** By group: index and term of the last write accepted from it, so that its reads see it. */
  private long @Nullable [] lastWrites;

  Connection(long id) {
    this.id = id;
  }

  /**
   * Index of the last write accepted in this term, 0 if there is none. One of an earlier term may
   * have been cut off by another leader: a read that waited for its index might wait for ever.
   */
  long lastWrite(int group, long term) {
    return lastWrites == null || lastWrites[2 * group + 1] != term ? 0 : lastWrites[2 * group];
  }

  void wrote(int group, long index, long term, int groups) {
    if (lastWrites == null) {
      lastWrites = new long[2 * (groups + 1)];
    }
    lastWrites[2 * group] = index;
    lastWrites[2 * group + 1] = term;
  }
}
