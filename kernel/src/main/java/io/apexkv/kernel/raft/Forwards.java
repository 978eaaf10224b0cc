package io.apexkv.kernel.raft;

import java.nio.ByteBuffer;

/** Who takes clients' frames that other nodes forward, and the answers to forwarded ones. */
public interface Forwards {

  /**
   * A FORWARD or FORWARD_ANSWER of a peer. The client frame in it is not validated yet, not even
   * its length.
   *
   * @param forward the number by which the origin knows it
   */
  void forward(
      long nowNanos,
      int peer,
      boolean isAnswer,
      long forward,
      ByteBuffer buffer,
      int offset,
      int length);
}
