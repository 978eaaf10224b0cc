package io.apexkv.sim.replay;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.record.InputDecoder;
import java.nio.ByteBuffer;

/**
 * A host that does nothing but keep the buffers of disk operations until the recording says how
 * they ended.
 */
final class ReplayHost implements Host, InputDecoder.DiskData {

  private record Operation(@Nullable ByteBuffer buffer, int offset) {}

  private static final Operation WITHOUT_BUFFER = new Operation(null, 0);

  private final LongMap<Operation> operations = new LongMap<>();
  private @Nullable Inputs target;
  private String halted = "";

  /** Where completions go. */
  void target(Inputs inputs) {
    target = inputs;
  }

  /** Why the kernel halted; empty if it did not. */
  String halted() {
    return halted;
  }

  @Override
  public void done(
      long nowNanos, long ticket, DiskStatus status, int length, ByteBuffer data, int bytes) {
    Operation operation = operations.remove(ticket);
    Inputs inputs = target;
    if (operation == null || inputs == null) {
      throw new Divergence(
          "the recording completes disk operation " + ticket + ", which this kernel did not begin");
    }
    ByteBuffer buffer = operation.buffer();
    if (buffer != null && bytes > 0) {
      Bytes.copy(data, 0, buffer, operation.offset(), bytes);
    }
    inputs.diskDone(nowNanos, ticket, status, buffer, length);
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {}

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {}

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {}

  @Override
  public void pauseReading(long connection) {}

  @Override
  public void resumeReading(long connection) {}

  @Override
  public void closeConnection(long connection) {}

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    operations.put(ticket, WITHOUT_BUFFER);
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
    operations.put(ticket, new Operation(buffer, offset));
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    operations.put(ticket, new Operation(buffer, offset));
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    operations.put(ticket, WITHOUT_BUFFER);
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    operations.put(ticket, WITHOUT_BUFFER);
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    operations.put(ticket, new Operation(buffer, offset));
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {}

  @Override
  public void halt(HaltReason reason, String message) {
    halted = reason + ": " + message;
  }
}
