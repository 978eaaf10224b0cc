package io.apexkv.sim.network;

import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.kernel.base.Streams;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Strike;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a peer frame is, besides its bytes: kind, group, term and the first number of its body (an
 * index, a round, a request). Two frames of one identity on one link are told apart by occurrence.
 */
final class FrameIdentity {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int KIND = 9;
  private static final int GROUP = 32;
  private static final int TERM = 56;
  private static final int BODY = 64;

  private final LongLongMap occurrences = new LongLongMap(0);

  /** Which occurrence of its identity the last frame was, from 1. */
  private long occurrence;

  /** The identity of a frame on this link, its occurrence included; counts it. */
  long next(byte[] frame) {
    long identity = of(frame);
    occurrence = occurrences.get(identity) + 1;
    occurrences.put(identity, occurrence);
    return occurring(identity, occurrence);
  }

  /** The last frame of this link as the one that suffers. */
  Strike strike(FaultKind kind, int from, int to, byte[] frame, long amount) {
    return new Strike(
        kind,
        from,
        to,
        frame[KIND],
        (long) LONG.get(frame, GROUP),
        (long) LONG.get(frame, TERM),
        first(frame),
        occurrence,
        amount);
  }

  /** The identity of the frame that suffers, its occurrence included. */
  static long of(Strike strike) {
    long identity = Streams.draw(strike.first(), strike.frame(), strike.group(), strike.term(), 0);
    return occurring(identity, strike.occurrence());
  }

  private static long occurring(long identity, long occurrence) {
    return identity + occurrence * 0x9E3779B97F4A7C15L;
  }

  /** Whether a frame is a forwarded request or the answer to one. */
  static boolean isForward(byte[] frame) {
    return frame[KIND] == 40 || frame[KIND] == 41;
  }

  private static long of(byte[] frame) {
    if (frame.length < BODY) {
      return frame.length;
    }
    return Streams.draw(
        first(frame), frame[KIND], (long) LONG.get(frame, GROUP), (long) LONG.get(frame, TERM), 0);
  }

  private static long first(byte[] frame) {
    return frame.length >= BODY + Long.BYTES ? (long) LONG.get(frame, BODY) : 0;
  }
}
