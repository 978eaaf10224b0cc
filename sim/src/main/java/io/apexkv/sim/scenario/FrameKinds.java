package io.apexkv.sim.scenario;

import io.apexkv.kernel.wire.Append;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.sim.network.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kinds of frames between servers: {@code append,heartbeat}, or {@code frames} for all. Forwarded
 * requests are not among them, since the order of a client's connection rests on theirs.
 *
 * @param kinds as in the frames
 * @param after only appends whose entries come behind this index; 0 for all frames
 */
record FrameKinds(List<Integer> kinds, long after) {

  private static final List<FrameKind> ALL =
      Arrays.stream(FrameKind.values())
          .filter(kind -> kind != FrameKind.FORWARD && kind != FrameKind.FORWARD_ANSWER)
          .toList();

  private static final Unit<Long> INDEX = Units.wide(0, Integer.MAX_VALUE);

  /** What others could win or keep an election with. */
  static final FrameKinds CAMPAIGN =
      new FrameKinds(
          List.of(PeerFrame.PRE_VOTE, PeerFrame.VOTE, PeerFrame.APPEND, PeerFrame.HEARTBEAT), 0);

  FrameKinds {
    kinds = List.copyOf(kinds);
  }

  static FrameKinds read(Words words) {
    List<String> names = new ArrayList<>();
    ALL.forEach(kind -> names.add(kind.label()));
    String expected = "kinds of frames: frames, " + String.join(", ", names);
    String word = words.next(expected);
    List<Integer> kinds = new ArrayList<>();
    for (String name : word.split(",", -1)) {
      int before = kinds.size();
      ALL.stream()
          .filter(kind -> name.equals("frames") || kind.label().equals(name))
          .forEach(kind -> kinds.add(kind.code()));
      if (kinds.size() == before) {
        throw words.wrong(word, expected);
      }
    }
    return new FrameKinds(kinds, words.take("after") ? INDEX.read(words) : 0);
  }

  boolean matches(byte[] frame) {
    ByteBuffer buffer = ByteBuffer.wrap(frame);
    int kind = PeerFrame.kind(buffer, 0);
    boolean behind =
        after == 0
            || (kind == PeerFrame.APPEND
                && Append.previousIndex(buffer, PeerFrame.HEADER_BYTES) >= after);
    return kinds.contains(kind) && behind;
  }
}
