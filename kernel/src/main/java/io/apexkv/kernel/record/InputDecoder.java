package io.apexkv.kernel.record;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.Inputs;
import java.nio.ByteBuffer;

/** Reads inputs in their binary form and delivers each to a kernel. */
public final class InputDecoder {

  private static final AdminOrder[] ORDERS = AdminOrder.values();
  private static final DiskStatus[] STATUSES = DiskStatus.values();

  private final InputSource source;
  private final Inputs target;
  private final DiskData disk;

  /** Completes disk operations, whose buffers only a host knows. */
  public interface DiskData {
    /**
     * Puts the data of a read or list into the operation's buffer, if there is any, and delivers
     * the completion.
     */
    void done(
        long nowNanos, long ticket, DiskStatus status, int length, ByteBuffer data, int bytes);
  }

  public InputDecoder(InputSource source, Inputs target, DiskData disk) {
    this.source = source;
    this.target = target;
    this.disk = disk;
  }

  /**
   * Delivers one input.
   *
   * @param code its code, which was read before
   * @return whether it was a flush, after which the hash of its effects follows
   * @throws IllegalArgumentException if no input has this code
   */
  public boolean deliver(int code) {
    long now = source.u64();
    switch (code) {
      case InputCode.BOOTED -> target.booted(now, source.u64());
      case InputCode.TIME -> target.time(now, source.u64());
      case InputCode.PEER_UP -> target.peerUp(now, source.u32(), source.u64());
      case InputCode.PEER_DOWN -> target.peerDown(now, source.u32());
      case InputCode.SEND_SPACE -> target.sendSpace(now, source.u32(), source.u32());
      case InputCode.MESSAGE -> {
        int peer = source.u32();
        int length = source.u32();
        target.message(now, peer, source.bytes(length), 0, length);
      }
      case InputCode.DATAGRAM -> {
        int peer = source.u32();
        int length = source.u32();
        target.datagram(now, peer, source.bytes(length), 0, length);
      }
      case InputCode.CONNECTION_OPENED -> target.connectionOpened(now, source.u64());
      case InputCode.CONNECTION_CLOSED -> target.connectionClosed(now, source.u64());
      case InputCode.REQUEST -> {
        long connection = source.u64();
        int length = source.u32();
        target.request(now, connection, source.bytes(length), 0, length);
      }
      case InputCode.DISK_DONE -> diskDone(now);
      case InputCode.ADMIN -> target.admin(now, ORDERS[source.u8()]);
      case InputCode.FLUSH -> target.flush(now);
      default -> throw new IllegalArgumentException("no input has code " + code);
    }
    return code == InputCode.FLUSH;
  }

  private void diskDone(long now) {
    long ticket = source.u64();
    DiskStatus status = STATUSES[source.u8()];
    int length = source.u32();
    int bytes = source.u32();
    disk.done(now, ticket, status, length, source.bytes(bytes), bytes);
  }
}
