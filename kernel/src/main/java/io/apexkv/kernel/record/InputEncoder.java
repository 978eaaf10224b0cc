package io.apexkv.kernel.record;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/** Passes every input on to a kernel, after giving its binary form to a sink. */
public final class InputEncoder implements Inputs {

  private static final int MAX_HEAD_BYTES = 64;

  private final Inputs target;
  private final EffectHash effects;
  private final InputSink sink;
  private final ByteBuffer head = ByteBuffer.allocate(MAX_HEAD_BYTES);
  private int headBytes;

  /**
   * @param target the kernel
   * @param effects the host that the kernel was made with
   */
  public InputEncoder(Inputs target, EffectHash effects, InputSink sink) {
    this.target = target;
    this.effects = effects;
    this.sink = sink;
  }

  @Override
  public void booted(long nowNanos, long wallMillis) {
    begin(InputCode.BOOTED, nowNanos).u64(wallMillis).end();
    target.booted(nowNanos, wallMillis);
  }

  @Override
  public void time(long nowNanos, long wallMillis) {
    begin(InputCode.TIME, nowNanos).u64(wallMillis).end();
    target.time(nowNanos, wallMillis);
  }

  @Override
  public void peerUp(long nowNanos, int peer, long bootCounter) {
    begin(InputCode.PEER_UP, nowNanos).u32(peer).u64(bootCounter).end();
    target.peerUp(nowNanos, peer, bootCounter);
  }

  @Override
  public void peerDown(long nowNanos, int peer) {
    begin(InputCode.PEER_DOWN, nowNanos).u32(peer).end();
    target.peerDown(nowNanos, peer);
  }

  @Override
  public void sendSpace(long nowNanos, int peer, int bytes) {
    begin(InputCode.SEND_SPACE, nowNanos).u32(peer).u32(bytes).end();
    target.sendSpace(nowNanos, peer, bytes);
  }

  @Override
  public void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    begin(InputCode.MESSAGE, nowNanos).u32(peer).end(buffer, offset, length);
    target.message(nowNanos, peer, buffer, offset, length);
  }

  @Override
  public void datagram(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    begin(InputCode.DATAGRAM, nowNanos).u32(peer).end(buffer, offset, length);
    target.datagram(nowNanos, peer, buffer, offset, length);
  }

  @Override
  public void connectionOpened(long nowNanos, long connection) {
    begin(InputCode.CONNECTION_OPENED, nowNanos).u64(connection).end();
    target.connectionOpened(nowNanos, connection);
  }

  @Override
  public void connectionClosed(long nowNanos, long connection) {
    begin(InputCode.CONNECTION_CLOSED, nowNanos).u64(connection).end();
    target.connectionClosed(nowNanos, connection);
  }

  @Override
  public void request(long nowNanos, long connection, ByteBuffer buffer, int offset, int length) {
    begin(InputCode.REQUEST, nowNanos).u64(connection).end(buffer, offset, length);
    target.request(nowNanos, connection, buffer, offset, length);
  }

  @Override
  public void diskDone(
      long nowNanos, long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    begin(InputCode.DISK_DONE, nowNanos).u64(ticket).u8(status.ordinal()).u32(length);
    int dataOffset = effects.takeDataOffset(ticket);
    if (buffer != null && dataOffset >= 0 && status == DiskStatus.OK) {
      end(buffer, dataOffset, length);
    } else {
      u32(0).end();
    }
    target.diskDone(nowNanos, ticket, status, buffer, length);
  }

  @Override
  public void admin(long nowNanos, AdminOrder order) {
    begin(InputCode.ADMIN, nowNanos).u8(order.ordinal()).end();
    target.admin(nowNanos, order);
  }

  @Override
  public void flush(long nowNanos) {
    begin(InputCode.FLUSH, nowNanos).end();
    target.flush(nowNanos);
    effects.deadline(target.nextDeadlineNanos());
    sink.flushed(effects.takeHash());
  }

  @Override
  public long nextDeadlineNanos() {
    return target.nextDeadlineNanos();
  }

  @Override
  public long bootCounter() {
    return target.bootCounter();
  }

  private InputEncoder begin(int code, long nowNanos) {
    headBytes = 0;
    return u8(code).u64(nowNanos);
  }

  private InputEncoder u8(int value) {
    head.put(headBytes, (byte) value);
    headBytes += 1;
    return this;
  }

  private InputEncoder u32(int value) {
    head.putInt(headBytes, value);
    headBytes += 4;
    return this;
  }

  private InputEncoder u64(long value) {
    head.putLong(headBytes, value);
    headBytes += 8;
    return this;
  }

  private void end() {
    sink.bytes(head, 0, headBytes);
  }

  private void end(ByteBuffer buffer, int offset, int length) {
    u32(length).end();
    sink.bytes(buffer, offset, length);
  }
}
