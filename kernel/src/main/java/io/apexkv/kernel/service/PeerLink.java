package io.apexkv.kernel.service;

import java.nio.ByteBuffer;

/** The way to other servers for client frames that travel between them. */
public interface PeerLink {

  /**
   * Sends a client's frame to the peer that leads its group.
   *
   * @return false if the peer is not connected or has no room; then nothing was or will be sent
   */
  boolean forward(int peer, long forward, ByteBuffer frame, int offset, int length);

  /**
   * Sends back the answer to a forwarded frame.
   *
   * @return false if the peer is not connected or has no room; then nothing was or will be sent
   */
  boolean forwardAnswer(int peer, long forward, ByteBuffer frame, int offset, int length);

  /** Whether a frame of so many bytes would be sent now, either way. */
  boolean hasRoom(int peer, int length);

  boolean isConnected(int peer);
}
