package io.apexkv.kernel.record;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.kernel.base.Streams;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Passes every effect on to a host, and keeps a hash of the binary forms of one flush's effects.
 */
public final class EffectHash implements Host {

  private static final int SEND = 1;
  private static final int DATAGRAM = 2;
  private static final int REPLY = 3;
  private static final int PAUSE_READING = 4;
  private static final int RESUME_READING = 5;
  private static final int CLOSE_CONNECTION = 6;
  private static final int DISK_CREATE = 7;
  private static final int DISK_WRITE = 8;
  private static final int DISK_READ = 9;
  private static final int DISK_SYNC = 10;
  private static final int DISK_DELETE = 11;
  private static final int DISK_LIST = 12;
  private static final int TRACE = 13;
  private static final int HALT = 14;
  private static final int DEADLINE = 15;

  private static final long NO_DATA = -1;
  private static final int MAX_HEAD_BYTES = 64;

  private final Host target;
  private final ByteBuffer head = ByteBuffer.allocate(MAX_HEAD_BYTES);

  /** Ticket of each read or list under way, and where in its buffer the data will be. */
  private final LongLongMap dataOffsets = new LongLongMap(NO_DATA);

  private int headBytes;
  private long hash;

  public EffectHash(Host target) {
    this.target = target;
  }

  /** The hash of the effects since the last call: those of one flush. */
  long takeHash() {
    long taken = hash;
    hash = 0;
    return taken;
  }

  /** What the kernel asks for at the end of a flush belongs to its effects too. */
  void deadline(long nextDeadlineNanos) {
    hash = Streams.draw(hash, DEADLINE, nextDeadlineNanos, 0, 0);
  }

  /** Where the data of a completed read or list is in its buffer; -1 for any other ticket. */
  int takeDataOffset(long ticket) {
    int offset = (int) dataOffsets.get(ticket);
    if (offset >= 0) {
      dataOffsets.remove(ticket);
    }
    return offset;
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    begin(SEND).u32(peer).end(frames, offset, length);
    target.send(peer, frames, offset, length);
  }

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    begin(DATAGRAM).u32(peer).end(payload, offset, length);
    target.datagram(peer, payload, offset, length);
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    begin(REPLY).u64(connection).end(frame, offset, length);
    target.reply(connection, frame, offset, length);
  }

  @Override
  public void pauseReading(long connection) {
    begin(PAUSE_READING).u64(connection).end();
    target.pauseReading(connection);
  }

  @Override
  public void resumeReading(long connection) {
    begin(RESUME_READING).u64(connection).end();
    target.resumeReading(connection);
  }

  @Override
  public void closeConnection(long connection) {
    begin(CLOSE_CONNECTION).u64(connection).end();
    target.closeConnection(connection);
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    begin(DISK_CREATE).u64(ticket).file(file).u64(sizeBytes).end();
    target.diskCreate(ticket, file, sizeBytes);
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
    begin(DISK_WRITE).u64(ticket).file(file).u64(fileOffset).u8(durable ? 1 : 0);
    end(buffer, offset, length);
    target.diskWrite(ticket, file, fileOffset, buffer, offset, length, durable);
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    dataOffsets.put(ticket, offset);
    begin(DISK_READ).u64(ticket).file(file).u64(fileOffset).u32(length).end();
    target.diskRead(ticket, file, fileOffset, buffer, offset, length);
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    begin(DISK_SYNC).u64(ticket).file(file).end();
    target.diskSync(ticket, file);
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    begin(DISK_DELETE).u64(ticket).file(file).end();
    target.diskDelete(ticket, file);
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    dataOffsets.put(ticket, offset);
    begin(DISK_LIST).u64(ticket).u32(length).end();
    target.diskList(ticket, buffer, offset, length);
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    begin(TRACE).u8(event.ordinal()).u64(group).u64(first).u64(second).end();
    target.trace(event, group, first, second);
  }

  @Override
  public void halt(HaltReason reason, String message) {
    ByteBuffer text = ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8));
    begin(HALT).u8(reason.ordinal()).end(text, 0, text.capacity());
    target.halt(reason, message);
  }

  private EffectHash begin(int code) {
    headBytes = 0;
    return u8(code);
  }

  private EffectHash u8(int value) {
    head.put(headBytes, (byte) value);
    headBytes += 1;
    return this;
  }

  private EffectHash u32(int value) {
    head.putInt(headBytes, value);
    headBytes += 4;
    return this;
  }

  private EffectHash u64(long value) {
    head.putLong(headBytes, value);
    headBytes += 8;
    return this;
  }

  private EffectHash file(FileId file) {
    return u8(file.kind().code()).u64(file.id());
  }

  private void end() {
    hash = Bytes.hash64(head, 0, headBytes, hash);
  }

  private void end(ByteBuffer buffer, int offset, int length) {
    u32(length).end();
    hash = Bytes.hash64(buffer, offset, length, hash);
  }
}
