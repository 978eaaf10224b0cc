package io.apexkv.maelstrom;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.wire.PeerFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * The way to and from one other node, over a network of datagrams that delays, reorders and loses
 * them.
 *
 * <p>Raft's frames go as they are: consensus is made for such a network. Forwarded requests and
 * their answers are numbered and put in order again, since the kernel takes a request that another
 * one has overtaken for a copy. What is lost stays lost, and the kernel gives it up by itself.
 */
final class PeerLink {

  /** What the kernel may have unsent: an append, and the largest client frame. */
  static final int CREDIT_BYTES = 1 << 20;

  private final int peer;
  private final String self;
  private final String name;
  private final InOrder forwardsIn;
  private final ByteArrayOutputStream raftOut = new ByteArrayOutputStream();
  private final ByteArrayOutputStream forwardsOut = new ByteArrayOutputStream();
  private long forwardNumber;
  private int spentBytes;
  private boolean up;

  /**
   * @param peer the other node's number
   * @param self this node's name
   * @param name the other node's
   */
  PeerLink(int peer, String self, String name, long patienceNanos) {
    this.peer = peer;
    this.self = self;
    this.name = name;
    this.forwardsIn = new InOrder(patienceNanos);
  }

  String name() {
    return name;
  }

  /** Whether the other node has greeted. */
  boolean isUp() {
    return up;
  }

  /** The other node has greeted. */
  void up(Inputs kernel, long nowNanos, long bootCounter) {
    up = true;
    kernel.peerUp(nowNanos, peer, bootCounter);
    kernel.sendSpace(nowNanos, peer, CREDIT_BYTES);
  }

  /** Effect: frames to send; written by {@link #transmit}. */
  void send(ByteBuffer frames, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int frameBytes = PeerFrame.lengthOf(frames, at, end - at);
      byte[] frame = new byte[frameBytes];
      frames.get(at, frame);
      (isForward(frames, at) ? forwardsOut : raftOut).writeBytes(frame);
      at += frameBytes;
    }
    spentBytes += length;
  }

  private static boolean isForward(ByteBuffer frames, int offset) {
    int kind = PeerFrame.kind(frames, offset);
    return kind == PeerFrame.FORWARD || kind == PeerFrame.FORWARD_ANSWER;
  }

  /** Writes what was sent in this batch: one message for Raft, one for clients. */
  void transmit(Output output) throws IOException {
    if (raftOut.size() > 0) {
      output.send(self, name, "\"type\":\"raft\",\"frames\":" + base64(raftOut));
    }
    if (forwardsOut.size() > 0) {
      forwardNumber++;
      String number = "\"type\":\"forward\",\"number\":" + forwardNumber;
      output.send(self, name, number + ",\"frames\":" + base64(forwardsOut));
    }
  }

  private static String base64(ByteArrayOutputStream frames) {
    String text = Base64.getEncoder().encodeToString(frames.toByteArray());
    frames.reset();
    return "\"" + text + "\"";
  }

  /** Gives back to the kernel what was written since. */
  void returnCredit(Inputs kernel, long nowNanos) {
    if (spentBytes > 0) {
      kernel.sendSpace(nowNanos, peer, spentBytes);
      spentBytes = 0;
    }
  }

  /** Whether the kernel may be waiting for credit. */
  boolean owesCredit() {
    return spentBytes >= CREDIT_BYTES / 2;
  }

  /** Raft's frames came in. */
  void raft(byte[] frames, Inputs kernel, long nowNanos) throws MalformedException {
    deliver(frames, kernel, nowNanos);
  }

  /** Forwarded frames came in, perhaps too early or too late. */
  void forwards(long number, byte[] frames, long nowNanos) {
    forwardsIn.add(number, frames, nowNanos);
  }

  /** Delivers the forwarded frames whose turn has come. */
  void time(Inputs kernel, long nowNanos) throws MalformedException {
    forwardsIn.time(nowNanos);
    for (byte[] next = forwardsIn.poll(); next != null; next = forwardsIn.poll()) {
      deliver(next, kernel, nowNanos);
    }
  }

  /** When {@link #time} has something to do. */
  long deadlineNanos() {
    return forwardsIn.deadlineNanos();
  }

  private void deliver(byte[] frames, Inputs kernel, long nowNanos) throws MalformedException {
    if (!up) {
      return; // it greets again and again until it hears that we did
    }
    ByteBuffer buffer = ByteBuffer.wrap(frames);
    int at = 0;
    while (at < frames.length) {
      int length = PeerFrame.lengthOf(buffer, at, frames.length - at);
      if (length <= 0 || length > frames.length - at) {
        throw new MalformedException(
            "bytes from " + name + " are no frames: " + Arrays.toString(start(frames, at)));
      }
      kernel.message(nowNanos, peer, buffer, at, length);
      at += length;
    }
  }

  private static byte[] start(byte[] frames, int at) {
    return Arrays.copyOfRange(frames, at, Math.min(frames.length, at + 8));
  }
}
