package io.apexkv.sim.world;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.marks.RarePath;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a kernel does to its world. Effects are let out when the batch's work is done, and checked
 * against what a kernel owes its host: effects in flush alone, sends within credit. A crash that
 * was armed falls between two of them.
 */
final class Effects implements Host {

  /** By this much, codes of effects are above those of inputs. */
  static final int EFFECT = 64;

  private static final String CONTRACT = "host-contract";
  private static final int NOT_ARMED = -1;

  private final World world;
  private final Node node;
  private final Process process;
  private final int[] credit;
  private final boolean[] up;

  private boolean inFlush;
  private long startNanos;
  private boolean armed;
  private boolean armedForWrite;
  private int effectsLeft = NOT_ARMED;
  private boolean crashed;
  private long effectsSoFar;

  Effects(World world, Node node, Process process) {
    this.world = world;
    this.node = node;
    this.process = process;
    this.credit = new int[world.plan().cluster().nodes() + 1];
    this.up = new boolean[credit.length];
  }

  void peerUp(int peer) {
    up[peer] = true;
    credit[peer] = 0;
  }

  void peerDown(int peer) {
    up[peer] = false;
    credit[peer] = 0;
  }

  void credit(int peer, int bytes) {
    credit[peer] += bytes;
  }

  void beginFlush(long startNanos) {
    this.startNanos = startNanos;
    inFlush = true;
    if (armed && !armedForWrite) {
      strike();
    }
  }

  void endFlush() {
    inFlush = false;
    if (effectsLeft != NOT_ARMED) {
      crashed = true; // the process dies in the flush that the crash fell into, at its end at last
    }
  }

  /** From now on, the next flush (or the next that writes) is the process's last. */
  void armCrash(boolean onlyIfWriting) {
    armed = true;
    armedForWrite = onlyIfWriting;
  }

  boolean crashed() {
    return crashed;
  }

  /** So many effects more still happen. */
  private void strike() {
    if (effectsLeft == NOT_ARMED) {
      effectsLeft =
          (int) world.luck().below(6, Purpose.CRASH_POINT, node.id(), node.lives(), effectsSoFar);
    }
  }

  /** Counts an effect; false if the process is dead already. */
  private boolean happens(int code, long a, long b) {
    begins();
    world.traceHash().fold(EFFECT + code, node.id(), a, b);
    return survives();
  }

  private boolean happens(int code, long a, ByteBuffer bytes, int offset, int length) {
    begins();
    world.traceHash().fold(EFFECT + code, node.id(), a, bytes, offset, length);
    return survives();
  }

  private void begins() {
    effectsSoFar++;
    owes(inFlush, "an effect happens in flush alone");
  }

  private boolean survives() {
    if (effectsLeft == NOT_ARMED) {
      return true;
    }
    if (effectsLeft == 0) {
      return false;
    }
    effectsLeft--;
    return true;
  }

  private void owes(boolean holds, String what) {
    if (!holds) {
      throw new Violation(CONTRACT, "node " + node.id() + ": " + what);
    }
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    owes(peer >= 1 && peer < credit.length && peer != node.id(), "sends go to peers");
    owes(up[peer], "sends go to peers that are up");
    owes(credit[peer] >= length, "sends stay within their credit");
    credit[peer] -= length;
    if (happens(1, peer, frames, offset, length)) {
      world.observer().sent(node, peer, frames, offset, length);
      world.lookout().sent(node, frames, offset, length);
      world.peers().send(startNanos, node.id(), peer, frames, offset, length);
    }
  }

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    owes(length <= 1400, "a datagram is at most 1,400 bytes");
    happens(2, peer, payload, offset, length); // nobody listens to datagrams yet
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    ServerConnection open = process.connections().get(connection);
    if (happens(3, connection, frame, offset, length) && open != null) {
      byte[] bytes = new byte[length];
      frame.get(offset, bytes);
      world.clients().reply(open.connection, bytes, startNanos);
    }
  }

  @Override
  public void pauseReading(long connection) {
    ServerConnection open = process.connections().get(connection);
    if (happens(4, connection, 0) && open != null) {
      open.paused = true;
      world.mark(RarePath.READING_PAUSED);
    }
  }

  @Override
  public void resumeReading(long connection) {
    ServerConnection open = process.connections().get(connection);
    if (happens(5, connection, 0) && open != null) {
      open.paused = false;
      process.resume(open);
    }
  }

  @Override
  public void closeConnection(long connection) {
    ServerConnection open = process.connections().remove(connection);
    if (happens(6, connection, 0) && open != null) {
      world.clients().closeFromServer(open.connection, startNanos);
    }
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    if (happens(7, ticket, file.id() ^ sizeBytes << 32)) {
      node.disk().create(startNanos, ticket, file, sizeBytes);
    }
  }

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    if (armed && armedForWrite) {
      strike();
    }
    if (happens(8, ticket ^ fileOffset << 16, buffer, offset, length)) {
      node.disk().write(startNanos, ticket, file, fileOffset, buffer, offset, length, durable);
    }
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    if (happens(9, ticket, fileOffset)) {
      node.disk().read(startNanos, ticket, file, fileOffset, buffer, offset, length);
    }
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    if (happens(10, ticket, file.id())) {
      node.disk().sync(startNanos, ticket, file);
    }
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    if (happens(11, ticket, file.id())) {
      node.disk().delete(startNanos, ticket, file);
    }
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    if (happens(12, ticket, length)) {
      node.disk().list(startNanos, ticket, buffer, offset, length);
    }
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    if (happens(13, event.ordinal() << 16 | group, first ^ second << 32)) {
      world.traced(node, event, group, first, second);
    }
  }

  @Override
  public void halt(HaltReason reason, String message) {
    happens(14, reason.ordinal(), Arrays.hashCode(message.toCharArray()));
    if (node.isDamaged && reason == HaltReason.DAMAGE) {
      world.observer().halted(node, message);
      crashed = true;
      return;
    }
    throw new Violation("kernel-halt", "node " + node.id() + " halted, " + reason + ": " + message);
  }
}
