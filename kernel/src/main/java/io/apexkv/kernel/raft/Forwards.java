package io.apexkv.kernel.raft;

import java.nio.ByteBuffer;

/** Who takes clients' frames that other nodes forward, and the answers to forwarded ones. */
public interface Forwards {

  /**
   * A FORWARD or FORWARD_ANSWER of a peer. The client frame in it is not validated yet, not even
   * its length.
   *
   * @param forward the number by which the origin knows it
   * @param receiverBoot the boot of this node that it was sent to
   */
  void forward(
      long nowNanos,
      int peer,
      boolean isAnswer,
      long forward,
      long receiverBoot,
      ByteBuffer buffer,
      int offset,
      int length);
}
