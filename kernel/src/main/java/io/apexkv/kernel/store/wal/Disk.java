package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The kernel's end of the disk: operations wait here until the flush emits them to the host, and
 * their completions find the way back to whoever asked.
 *
 * <p>Tickets count from 1 and are never reused. Operations complete in any order, each exactly
 * once; a completion of an unknown ticket is a broken host and stops the node. Nothing is retried:
 * a handler gets the status and decides (for a failed write, sync or creation there is one right
 * decision, to halt, since what the device holds afterwards is unknown).
 *
 * <p>Operations are pooled: once the most that were ever under way at one time exist, nothing is
 * allocated.
 */
public final class Disk {

  /** Gets the outcome of one operation. */
  @FunctionalInterface
  public interface Handler {

    /**
     * The operation ended; the buffer is the kernel's again. New operations may be queued.
     *
     * @param status how it ended; unless OK, it may have happened wholly, partly or not at all
     * @param buffer the buffer given with the operation, null where none was
     * @param length bytes transferred; for a list the bytes of its rows
     */
    void done(DiskStatus status, @Nullable ByteBuffer buffer, int length);
  }

  private enum Kind {
    CREATE,
    WRITE,
    READ,
    SYNC,
    DELETE,
    LIST
  }

  private static final class Operation {
    long ticket;
    Kind kind = Kind.LIST;
    @Nullable FileId file;
    long fileOffset;
    @Nullable ByteBuffer buffer;
    int offset;
    long length;
    boolean durable;
    @Nullable Handler handler;
  }

  private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
  private final LongMap<Operation> underWay = new LongMap<>();
  private final ArrayDeque<Operation> unused = new ArrayDeque<>();
  private long lastTicket;

  /** A disk with nothing to do. */
  public Disk() {}

  /** Creates a zero-filled file; done when it and its directory entry are durable. */
  public void create(FileId file, long sizeBytes, Handler handler) {
    add(Kind.CREATE, file, 0, null, 0, sizeBytes, false, handler);
  }

  /**
   * Writes a range; offsets and length are multiples of 4,096. The buffer is the disk's until done.
   *
   * @param durable whether the completion says that the bytes are durable
   */
  public void write(
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable,
      Handler handler) {
    add(Kind.WRITE, file, fileOffset, buffer, offset, length, durable, handler);
  }

  /** Reads a range, aligned like a write. The buffer is the disk's until done. */
  public void read(
      FileId file, long fileOffset, ByteBuffer buffer, int offset, int length, Handler handler) {
    add(Kind.READ, file, fileOffset, buffer, offset, length, false, handler);
  }

  /** Makes every completed write to the file durable. */
  public void sync(FileId file, Handler handler) {
    add(Kind.SYNC, file, 0, null, 0, 0, false, handler);
  }

  /** Deletes a file; done when the removal is durable. */
  public void delete(FileId file, Handler handler) {
    add(Kind.DELETE, file, 0, null, 0, 0, false, handler);
  }

  /** Lists all files, in rows as {@link Host#diskList} describes them. */
  public void list(ByteBuffer buffer, int offset, int length, Handler handler) {
    add(Kind.LIST, null, 0, buffer, offset, length, false, handler);
  }

  /** Operations queued or under way. */
  public int pending() {
    return waiting.size() + underWay.size();
  }

  /** Gives every queued operation to the host, in the order of the calls; part of a flush. */
  public void emit(Host host) {
    Operation operation = waiting.poll();
    while (operation != null) {
      underWay.put(operation.ticket, operation);
      emit(host, operation);
      operation = waiting.poll();
    }
  }

  /** Routes a completion to the handler of its operation. */
  public void done(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    Operation operation = underWay.remove(ticket);
    if (operation == null) {
      throw new InvariantViolation("a disk operation completes exactly once: " + ticket);
    }
    Handler handler = operation.handler;
    operation.file = null;
    operation.buffer = null;
    operation.handler = null;
    unused.push(operation);
    if (handler != null) {
      handler.done(status, buffer, length);
    }
  }

  private void add(
      Kind kind,
      @Nullable FileId file,
      long fileOffset,
      @Nullable ByteBuffer buffer,
      int offset,
      long length,
      boolean durable,
      Handler handler) {
    if (kind == Kind.WRITE || kind == Kind.READ) {
      boolean aligned = (fileOffset | length) % Sectors.BLOCK_BYTES == 0;
      Check.that(aligned && length > 0, "a transfer is a multiple of 4,096 bytes", fileOffset);
    }
    Operation pooled = unused.poll();
    Operation operation = pooled == null ? new Operation() : pooled;
    operation.ticket = ++lastTicket;
    operation.kind = kind;
    operation.file = file;
    operation.fileOffset = fileOffset;
    operation.buffer = buffer;
    operation.offset = offset;
    operation.length = length;
    operation.durable = durable;
    operation.handler = handler;
    waiting.add(operation);
  }

  private static void emit(Host host, Operation op) {
    switch (op.kind) {
      case CREATE -> host.diskCreate(op.ticket, file(op), op.length);
      case WRITE ->
          host.diskWrite(
              op.ticket,
              file(op),
              op.fileOffset,
              buffer(op),
              op.offset,
              (int) op.length,
              op.durable);
      case READ ->
          host.diskRead(op.ticket, file(op), op.fileOffset, buffer(op), op.offset, (int) op.length);
      case SYNC -> host.diskSync(op.ticket, file(op));
      case DELETE -> host.diskDelete(op.ticket, file(op));
      case LIST -> host.diskList(op.ticket, buffer(op), op.offset, (int) op.length);
    }
  }

  private static FileId file(Operation operation) {
    return Known.value(operation.file, "the operation names a file");
  }

  private static ByteBuffer buffer(Operation operation) {
    return Known.value(operation.buffer, "the operation has a buffer");
  }
}
