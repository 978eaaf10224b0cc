package io.apexkv.sim.network;

/**
 * Decides the fate of single frames between servers, before luck and faults do. Forwarded requests
 * and answers are not asked about: the order of clients' connections rests on theirs.
 */
@FunctionalInterface
public interface FrameRule {

  /** Every frame passes. */
  FrameRule NONE = (from, to, frame) -> Fate.PASS;

  /** What becomes of a frame. */
  enum Fate {
    /** It goes its ordinary way. */
    PASS,
    /** It is lost. */
    DROP,
    /** It waits for {@link PeerNetwork#release}. */
    HOLD,
    /** It goes its way, and a copy waits for {@link PeerNetwork#release}. */
    COPY,
    /** A bit flips, which its checksum must tell. */
    CORRUPT
  }

  /** The fate of one whole frame from one node to another. */
  Fate fate(int from, int to, byte[] frame);
}
