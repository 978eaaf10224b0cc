package io.apexkv.kernel.wire;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * Frames on their way to the other servers: one chunk of memory for each, filled during a batch of
 * inputs and given to the host at its end with one {@link Host#send}.
 *
 * <p>There is no backlog: a frame for which the peer's credit or its chunk has no room is refused
 * at {@link #begin}, and whoever wanted it says it later, with newer content, or not at all. So
 * nothing can pile up behind a slow connection, and a frame that was refused was certainly never
 * sent.
 *
 * <pre>{@code
 * int body = outbox.begin(peer, PeerFrame.VOTE, group, sender, receiver, term, VoteRequest.BYTES);
 * if (body >= 0) {
 *   VoteRequest.put(outbox.buffer(), body, lastIndex, lastTerm);
 *   outbox.end(VoteRequest.BYTES);
 * }
 * }</pre>
 */
public final class Outbox {

  /** What {@link #begin} answers if there is no room. */
  public static final int NO_ROOM = -1;

  private final ClusterId cluster;
  private final Memory memory;
  private final Crc crc = new Crc();

  /** The other servers, ascending; the arrays below go with it. */
  private final int[] peers;

  private final boolean[] up;
  private final long[] creditBytes;

  /** Filled from 0 to {@code used}, never beyond the credit. */
  private final @Nullable ByteBuffer[] chunks;

  private final int[] used;

  /** The slot of the frame between begin and end, or -1. */
  private int open = -1;

  /** An outbox to every member but the node itself; memory is taken with the first frame. */
  public Outbox(Config config) {
    cluster = config.cluster();
    memory = config.memory();
    peers = new int[config.members().size() - 1];
    int count = 0;
    for (int i = 0; i < config.members().size(); i++) {
      int node = config.members().get(i).node();
      if (node != config.node()) {
        peers[count++] = node;
      }
    }
    up = new boolean[count];
    creditBytes = new long[count];
    chunks = new @Nullable ByteBuffer[count];
    used = new int[count];
  }

  /** A connection to the peer exists, without credit; what was left for an earlier one is void. */
  public void peerUp(int peer) {
    reset(slotOf(peer), true);
  }

  /** The connection is gone; what was not emitted is void. */
  public void peerDown(int peer) {
    reset(slotOf(peer), false);
  }

  /** The host takes {@code bytes} more. */
  public void sendSpace(int peer, int bytes) {
    creditBytes[slotOf(peer)] += bytes;
  }

  /** Bytes of body that one frame to this peer may have now; negative if not even a header fits. */
  public int room(int peer) {
    int slot = slotOf(peer);
    if (!up[slot]) {
      return NO_ROOM;
    }
    long room = Math.min(creditBytes[slot], memory.chunkBytes()) - used[slot];
    return (int) Math.min(room, PeerFrame.MAX_BYTES) - PeerFrame.HEADER_BYTES;
  }

  /**
   * Begins a frame and writes its header.
   *
   * @param bodyBytes most bytes that the body will have
   * @return where the body begins in {@link #buffer}, or {@link #NO_ROOM}
   */
  public int begin(
      int peer, int kind, long group, long sender, long receiver, long term, int bodyBytes) {
    Check.that(open < 0, "one frame is written at a time");
    if (bodyBytes > room(peer)) {
      return NO_ROOM;
    }
    int slot = slotOf(peer);
    ByteBuffer chunk = chunks[slot];
    if (chunk == null) {
      chunk = memory.take();
      if (chunk == null) {
        return NO_ROOM;
      }
      chunks[slot] = chunk;
    }
    open = slot;
    PeerFrame.putHeader(chunk, used[slot], kind, cluster, group, sender, receiver, term);
    return used[slot] + PeerFrame.HEADER_BYTES;
  }

  /** The buffer of the frame that was begun. */
  public ByteBuffer buffer() {
    return chunk(open);
  }

  /** Ends the frame that was begun, with as many bytes of body as were written. */
  public void end(int bodyBytes) {
    int length = PeerFrame.HEADER_BYTES + bodyBytes;
    PeerFrame.seal(chunk(open), used[open], length, crc);
    used[open] += length;
    open = -1;
  }

  /** Gives everything to the host: at most one call for each peer, in ascending order. */
  public void emit(Host host) {
    Check.that(open < 0, "no frame is half written");
    for (int slot = 0; slot < peers.length; slot++) {
      if (used[slot] > 0) {
        host.send(peers[slot], chunk(slot), 0, used[slot]);
        creditBytes[slot] -= used[slot];
        used[slot] = 0;
      }
    }
  }

  private void reset(int slot, boolean isUp) {
    up[slot] = isUp;
    creditBytes[slot] = 0;
    used[slot] = 0;
  }

  private ByteBuffer chunk(int slot) {
    ByteBuffer chunk = slot < 0 ? null : chunks[slot];
    if (chunk == null) {
      throw new InvariantViolation("a frame was begun");
    }
    return chunk;
  }

  private int slotOf(int peer) {
    for (int slot = 0; slot < peers.length; slot++) {
      if (peers[slot] == peer) {
        return slot;
      }
    }
    throw new InvariantViolation("frames go to members only: " + peer);
  }
}
