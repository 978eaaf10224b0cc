package io.apexkv.sim.network;

/** Hears of frames when they are at the end of their way. It may look and change nothing. */
public interface FrameListener {

  /** What became of a frame between servers. */
  enum Fate {
    /** Its receiver has it. */
    ARRIVED,
    /** A fault dropped it. */
    DROPPED,
    /** A partition was in its way. */
    CUT_OFF,
    /** Its connection had ended before. */
    CONNECTION_LOST
  }

  /**
   * A frame between servers has arrived, or has not.
   *
   * @param sentNanos when it left
   */
  void peerFrame(int from, int to, long sentNanos, byte[] frame, Fate fate);

  /** A client, counted from 0, sends a request to a node. */
  void requestSent(int client, int node);

  /** A node's answer has reached a client, which has not looked at it yet. */
  void answerArrived(int client, int node);
}
