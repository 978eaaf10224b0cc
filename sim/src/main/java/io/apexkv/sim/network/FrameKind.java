package io.apexkv.sim.network;

import io.apexkv.kernel.wire.PeerFrame;
import java.util.Locale;

/** The kinds of frames between servers, by name. */
public enum FrameKind {
  PRE_VOTE(PeerFrame.PRE_VOTE),
  PRE_VOTE_ANSWER(PeerFrame.PRE_VOTE_ANSWER),
  VOTE(PeerFrame.VOTE),
  VOTE_ANSWER(PeerFrame.VOTE_ANSWER),
  APPEND(PeerFrame.APPEND),
  APPEND_ANSWER(PeerFrame.APPEND_ANSWER),
  HEARTBEAT(PeerFrame.HEARTBEAT),
  HEARTBEAT_ANSWER(PeerFrame.HEARTBEAT_ANSWER),
  FORWARD(PeerFrame.FORWARD),
  FORWARD_ANSWER(PeerFrame.FORWARD_ANSWER);

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  /** The kind's number in a frame. */
  public int code() {
    return code;
  }

  /** The name for people and scenarios: {@code append-answer}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of a kind's number, or the number itself if no kind has it. */
  public static String labelOf(int code) {
    for (FrameKind kind : values()) {
      if (kind.code == code) {
        return kind.label();
      }
    }
    return "kind-" + code;
  }
}
