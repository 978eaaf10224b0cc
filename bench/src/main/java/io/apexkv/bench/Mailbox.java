package io.apexkv.bench;

import java.nio.ByteBuffer;

/** Frames under way from each node to one: two sets of buffers that change places. */
final class Mailbox {

  private static final int BYTES = 16 << 20;

  /** Takes a frame. */
  interface Reader {
    void frame(int peer, ByteBuffer buffer, int offset, int length);
  }

  private final ByteBuffer[] arriving = new ByteBuffer[Configs.NODES + 1];
  private final ByteBuffer[] later = new ByteBuffer[Configs.NODES + 1];

  Mailbox() {
    for (int peer = 1; peer <= Configs.NODES; peer++) {
      arriving[peer] = ByteBuffer.allocateDirect(BYTES).limit(0);
      later[peer] = ByteBuffer.allocateDirect(BYTES);
    }
  }

  /** A peer sends frames; they are copied. */
  void put(int peer, ByteBuffer frames, int offset, int length) {
    ByteBuffer to = later[peer];
    to.put(to.position(), frames, offset, length);
    to.position(to.position() + length);
  }

  /** What was sent until now comes with the next {@link #deliver}. */
  void turn() {
    for (int peer = 1; peer <= Configs.NODES; peer++) {
      ByteBuffer arrived = arriving[peer];
      arriving[peer] = later[peer].flip();
      later[peer] = arrived.clear();
    }
  }

  /** Bytes that a peer's frames have, which it may send again. */
  int bytesFrom(int peer) {
    return arriving[peer].limit();
  }

  void deliver(Reader reader) {
    for (int peer = 1; peer <= Configs.NODES; peer++) {
      ByteBuffer frames = arriving[peer];
      for (int at = 0; at < frames.limit(); at += frames.getInt(at)) {
        reader.frame(peer, frames, at, frames.getInt(at));
      }
    }
  }
}
