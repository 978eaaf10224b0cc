package io.apexkv.kernel.service;

import io.apexkv.kernel.base.Nullable;

/** A client's connection to this node. */
final class Connection {

  final long id;

  /** Bytes of requests admitted and not yet answered. */
  int pendingBytes;

  /** Whether the host was asked to stop reading from it. */
  boolean paused;

  /** By group: index of the last write accepted from this connection, so that its reads see it. */
  private long @Nullable [] lastWrite;

  Connection(long id) {
    this.id = id;
  }

  long lastWrite(int group) {
    return lastWrite == null ? 0 : lastWrite[group];
  }

  void wrote(int group, long index, int groups) {
    if (lastWrite == null) {
      lastWrite = new long[groups + 1];
    }
    lastWrite[group] = index;
  }
}
