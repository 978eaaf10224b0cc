package io.apexkv.sim.page;

import io.apexkv.sim.network.FrameListener.Fate;
import java.nio.ByteBuffer;

/**
 * All frames between servers of a run, a few numbers each. Offsets are those of
 * docs/peer-protocol.md; a frame that a fault has damaged may say anything.
 */
final class FrameLog {

  static final int FROM = 0;
  static final int TO = 1;
  static final int SENT = 2;
  static final int ENDED = 3;
  static final int KIND = 4;
  static final int FATE = 5;
  static final int GROUP = 6;
  static final int TERM = 7;

  /** Of answers: whether granted or accepted. Of an append: how many entries. */
  static final int FIRST = 8;

  /** Of votes' requests the last index; of appends the index before, or the one that matches. */
  static final int SECOND = 9;

  static final int COLUMNS = 10;

  static final int VOTE = 12;
  static final int VOTE_ANSWER = 13;
  static final int APPEND = 20;
  static final int APPEND_ANSWER = 21;
  static final int HEARTBEAT = 30;

  private static final int HEADER_BYTES = 64;
  private static final int APPEND_COUNT = 96;

  private final Rows rows = new Rows(COLUMNS);

  void add(int from, int to, long sentNanos, long endedNanos, byte[] bytes, Fate fate) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int kind = bytes[9];
    long group = frame.getLong(32);
    long term = frame.getLong(56);
    long first = 0;
    long second = 0;
    boolean hasBody = bytes.length >= HEADER_BYTES + 2 * Long.BYTES;
    if (hasBody) {
      switch (kind) {
        case 10, VOTE -> second = frame.getLong(HEADER_BYTES);
        case 11, VOTE_ANSWER -> first = bytes[HEADER_BYTES];
        case APPEND -> {
          second = frame.getLong(HEADER_BYTES);
          first = bytes.length > APPEND_COUNT + 4 ? frame.getInt(APPEND_COUNT) : 0;
        }
        case APPEND_ANSWER -> {
          first = bytes[HEADER_BYTES];
          second = frame.getLong(HEADER_BYTES + Long.BYTES);
        }
        case HEARTBEAT, HEARTBEAT + 1 -> { // of the whole node: the first row stands for all
          group = -frame.getLong(HEADER_BYTES);
          term = bytes.length >= HEADER_BYTES + 32 ? frame.getLong(HEADER_BYTES + 24) : 0;
        }
        default -> {}
      }
    }
    rows.add(from, to, sentNanos, endedNanos, kind, fate.ordinal(), group, term, first, second);
  }

  int size() {
    return rows.size();
  }

  long at(int frame, int column) {
    return rows.at(frame, column);
  }

  /** How many frames have a part of their way between two moments. */
  int between(long fromNanos, long untilNanos) {
    int count = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (touches(i, fromNanos, untilNanos)) {
        count++;
      }
    }
    return count;
  }

  /** Whether a frame has a part of its way between two moments. */
  boolean touches(int frame, long fromNanos, long untilNanos) {
    return rows.at(frame, ENDED) >= fromNanos && rows.at(frame, SENT) <= untilNanos;
  }
}
