package io.apexkv.sim.disk;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.disk.DiskOperation.Kind;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The disk of one node, which outlives its processes.
 *
 * <p>Every operation takes a latency drawn from its identity (node, life of the process, ticket),
 * so operations complete in any order. The bytes of a write are those at its submission; that they
 * are still the same at its completion is checked, since the buffer is the disk's until then.
 */
public final class SimDisk implements DurableImage {

  private static final byte[] NO_BYTES = {};
  private static final int ONE_IN_TWO = Luck.MILLION / 2;

  private final EventQueue queue;
  private final Luck luck;
  private final int node;
  private final Latency latency;
  private final TreeMap<FileId, SimFile> files = new TreeMap<>();

  /** Files that are gone, though a loss of power may bring them back. */
  private final TreeMap<FileId, SimFile> ghosts = new TreeMap<>();

  private final List<DiskOperation> inFlight = new ArrayList<>();

  private @Nullable DiskListener listener;
  private long crashes;
  private int writesInFlight;

  /** Every latency is multiplied by this; 1 unless a fault slows the disk. */
  private long slowness = 1;

  /** Nothing completes before this moment: a stalled device. */
  private long stalledUntilNanos;

  /** An empty disk. */
  public SimDisk(EventQueue queue, Luck luck, int node, Latency latency) {
    this.queue = queue;
    this.luck = luck;
    this.node = node;
    this.latency = latency;
  }

  /** Connects the process that uses the disk from now on. */
  public void attach(DiskListener listener) {
    Check.that(inFlight.isEmpty(), "a disk is attached when nothing is in flight");
    this.listener = listener;
  }

  /** Multiplies latencies from now on. */
  public void slowDown(long factor) {
    slowness = factor;
  }

  /** Holds back every completion until then. */
  public void stallUntil(long timeNanos) {
    stalledUntilNanos = Math.max(stalledUntilNanos, timeNanos);
  }

  /** Lifts every fault. */
  public void heal() {
    slowness = 1;
    stalledUntilNanos = 0;
  }

  /** Writes submitted and not completed. */
  public int writesInFlight() {
    return writesInFlight;
  }

  /** See {@link Host#diskCreate}. */
  public void create(long startNanos, long ticket, FileId file, long sizeBytes) {
    Check.that(sizeBytes > 0 && sizeBytes % SimFile.PAGE_BYTES == 0, "a file's size is aligned");
    submit(startNanos, Kind.CREATE, ticket, file, sizeBytes, null, 0, 0, NO_BYTES);
  }

  /** See {@link Host#diskWrite}. */
  public void write(
      long startNanos,
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    checkAligned(fileOffset, offset, length);
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    writesInFlight++;
    Kind kind = durable ? Kind.WRITE_DURABLE : Kind.WRITE;
    submit(startNanos, kind, ticket, file, fileOffset, buffer, offset, length, bytes);
  }

  /** See {@link Host#diskRead}. */
  public void read(
      long startNanos,
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length) {
    checkAligned(fileOffset, offset, length);
    submit(startNanos, Kind.READ, ticket, file, fileOffset, buffer, offset, length, NO_BYTES);
  }

  /** See {@link Host#diskSync}. */
  public void sync(long startNanos, long ticket, FileId file) {
    DiskOperation sync = submit(startNanos, Kind.SYNC, ticket, file, 0, null, 0, 0, NO_BYTES);
    SimFile found = files.get(file);
    if (found != null) {
      sync.toSync = found.toSync();
    }
  }

  /** See {@link Host#diskDelete}. */
  public void delete(long startNanos, long ticket, FileId file) {
    submit(startNanos, Kind.DELETE, ticket, file, 0, null, 0, 0, NO_BYTES);
  }

  /** See {@link Host#diskList}. */
  public void list(long startNanos, long ticket, ByteBuffer buffer, int offset, int length) {
    FileId none = DiskOperation.NO_FILE;
    submit(startNanos, Kind.LIST, ticket, none, 0, buffer, offset, length, NO_BYTES);
  }

  /**
   * The process was killed: what was in flight is resolved by luck. What has landed can be read,
   * but a later loss of power may still take it.
   */
  public void crash() {
    crashes++;
    for (int i = 0; i < inFlight.size(); i++) {
      resolve(inFlight.get(i));
    }
    inFlight.clear();
    writesInFlight = 0;
    listener = null;
  }

  /** The node lost power: what is left is what was durable, and by luck some of the rest. */
  public void losePower() {
    crash();
    files.putAll(ghosts);
    ghosts.clear();
    List<FileId> all = files();
    for (int i = 0; i < all.size(); i++) {
      FileId id = all.get(i);
      SimFile file = Objects.requireNonNull(files.get(id));
      file.losePower(luck, crashIdentity(), id.id());
      if (!file.entryDurable) {
        entryLost(id, file);
      }
    }
  }

  /** A file that was being created or deleted: gone, or there with any content. */
  private void entryLost(FileId id, SimFile file) {
    switch ((int) luck.below(3, Purpose.TORN_FILE, crashIdentity(), id.id(), -4)) {
      case 0 -> files.remove(id);
      case 1 -> {
        file.fillWithGarbage(luck, crashIdentity(), id.id());
        file.entryDurable = true;
      }
      default -> file.entryDurable = true;
    }
  }

  private long crashIdentity() {
    return (long) node << 32 | crashes;
  }

  /** Makes a file with durable content, as formatting a data directory does. */
  public void install(FileId file, byte[] content) {
    SimFile made = new SimFile(content.length);
    made.writeDurable(0, content);
    files.put(file, made);
  }

  /** Flips a bit of a file, as no crash does. */
  public void flipBit(FileId file, long offset) {
    Objects.requireNonNull(files.get(file), "there is such a file").flipBit(offset);
  }

  @Override
  public List<FileId> files() {
    return new ArrayList<>(files.keySet());
  }

  @Override
  public long sizeBytes(FileId file) {
    SimFile found = files.get(file);
    return found == null || !found.entryDurable ? -1 : found.sizeBytes();
  }

  @Override
  public void read(FileId file, long offset, ByteBuffer buffer, int target, int length) {
    SimFile found = Objects.requireNonNull(files.get(file), "an image is read where a file is");
    found.readDurable(offset, buffer, target, length);
  }

  /** What a read would answer now. */
  void readLive(FileId file, long offset, ByteBuffer buffer, int target, int length) {
    Objects.requireNonNull(files.get(file)).read(offset, buffer, target, length);
  }

  private static void checkAligned(long fileOffset, int offset, int length) {
    long all = fileOffset | offset | length;
    Check.that(all >= 0 && all % SimFile.PAGE_BYTES == 0, "a transfer is aligned", all);
    Check.that(length > 0, "a transfer is not empty");
  }

  private DiskOperation submit(
      long startNanos,
      Kind kind,
      long ticket,
      FileId file,
      long argument,
      @Nullable ByteBuffer buffer,
      int offset,
      int length,
      byte[] bytes) {
    DiskOperation operation =
        new DiskOperation(this, kind, ticket, file, argument, buffer, offset, length, bytes);
    inFlight.add(operation);
    long draw = luck.draw(Purpose.DISK_LATENCY, node, crashes, ticket);
    long done = startNanos + slowness * latency.nanos(draw) + length; // 1 GB a second
    queue.at(Math.max(done, stalledUntilNanos), operation);
    return operation;
  }

  void complete(DiskOperation operation) {
    if (queue.nowNanos() < stalledUntilNanos) {
      queue.at(stalledUntilNanos, operation);
      return;
    }
    inFlight.remove(operation);
    int length = operation.length;
    DiskStatus status =
        switch (operation.kind) {
          case CREATE -> created(operation);
          case WRITE, WRITE_DURABLE -> written(operation);
          case READ -> haveRead(operation);
          case SYNC -> synced(operation);
          case DELETE -> deleted(operation);
          case LIST -> {
            length = files.size() * Host.LIST_ROW_BYTES;
            yield listed(operation, length);
          }
        };
    DiskListener to = Objects.requireNonNull(listener, "a disk in use has a listener");
    if (status == DiskStatus.OK && operation.kind == Kind.WRITE_DURABLE) {
      to.becameDurable(operation.file, operation.argument, operation.length);
    } else if (status == DiskStatus.OK && operation.kind == Kind.SYNC) {
      to.synced(operation.file);
    }
    boolean gives = operation.kind == Kind.READ || operation.kind == Kind.LIST;
    ByteBuffer buffer = operation.buffer;
    if (status == DiskStatus.OK && gives && buffer != null) {
      to.gave(operation.ticket, buffer, operation.bufferOffset, length);
    }
    to.diskDone(operation.ticket, status, operation.buffer, status == DiskStatus.OK ? length : 0);
  }

  private DiskStatus created(DiskOperation operation) {
    if (files.containsKey(operation.file)) {
      return DiskStatus.NO_SUCH_FILE;
    }
    files.put(operation.file, new SimFile(operation.argument));
    ghosts.remove(operation.file);
    return DiskStatus.OK;
  }

  private DiskStatus deleted(DiskOperation operation) {
    ghosts.remove(operation.file);
    return files.remove(operation.file) == null ? DiskStatus.NO_SUCH_FILE : DiskStatus.OK;
  }

  private DiskStatus written(DiskOperation operation) {
    writesInFlight--;
    ByteBuffer buffer = Objects.requireNonNull(operation.buffer, "a write has a buffer");
    boolean untouched =
        buffer
            .slice(operation.bufferOffset, operation.length)
            .equals(ByteBuffer.wrap(operation.bytes));
    Check.that(untouched, "a buffer is the disk's until its write completed", operation.ticket);
    SimFile file = files.get(operation.file);
    if (file == null) {
      return DiskStatus.NO_SUCH_FILE;
    }
    if (!file.contains(operation.argument, operation.length)) {
      return DiskStatus.IO_ERROR;
    }
    if (operation.kind == Kind.WRITE_DURABLE) {
      file.writeDurable(operation.argument, operation.bytes);
    } else {
      file.write(operation.argument, operation.bytes);
    }
    return DiskStatus.OK;
  }

  private DiskStatus haveRead(DiskOperation operation) {
    SimFile file = files.get(operation.file);
    ByteBuffer buffer = Objects.requireNonNull(operation.buffer, "a read has a buffer");
    if (file == null) {
      return DiskStatus.NO_SUCH_FILE;
    }
    if (!file.contains(operation.argument, operation.length)) {
      return DiskStatus.IO_ERROR;
    }
    file.read(operation.argument, buffer, operation.bufferOffset, operation.length);
    return DiskStatus.OK;
  }

  private DiskStatus synced(DiskOperation operation) {
    SimFile file = files.get(operation.file);
    if (file == null) {
      return DiskStatus.NO_SUCH_FILE;
    }
    file.synced(operation.toSync);
    return DiskStatus.OK;
  }

  private DiskStatus listed(DiskOperation operation, int rowBytes) {
    ByteBuffer buffer = Objects.requireNonNull(operation.buffer, "a list has a buffer");
    if (rowBytes > operation.length) {
      return DiskStatus.NO_SPACE;
    }
    int row = operation.bufferOffset;
    for (Map.Entry<FileId, SimFile> entry : files.entrySet()) {
      buffer.putLong(row, (long) entry.getKey().kind().code() << 56);
      buffer.putLong(row + 8, entry.getKey().id());
      buffer.putLong(row + 16, entry.getValue().sizeBytes());
      row += Host.LIST_ROW_BYTES;
    }
    return DiskStatus.OK;
  }

  /** What a crash leaves of an operation that had not completed. */
  private void resolve(DiskOperation operation) {
    operation.cancelled = true;
    long identity = crashIdentity();
    FileId id = operation.file;
    SimFile file = files.get(id);
    switch (operation.kind) {
      case CREATE -> {
        long fate = luck.below(3, Purpose.TORN_FILE, identity, id.id(), -1);
        if (file == null && fate > 0) {
          SimFile made = new SimFile(operation.argument);
          made.entryDurable = false;
          if (fate == 1) {
            made.fillWithGarbage(luck, identity, id.id());
          }
          files.put(id, made);
        }
      }
      case WRITE, WRITE_DURABLE -> {
        if (file != null && file.contains(operation.argument, operation.length)) {
          int lands = tornShare(identity, operation.ticket);
          file.tear(luck, identity, operation.ticket, operation.argument, operation.bytes, lands);
        }
      }
      case DELETE -> {
        boolean gone = luck.chance(ONE_IN_TWO, Purpose.TORN_FILE, identity, id.id(), -2);
        if (file != null && gone) {
          files.remove(id);
          file.entryDurable = false;
          ghosts.put(id, file);
        }
      }
      case SYNC -> {
        if (file != null && luck.chance(ONE_IN_TWO, Purpose.TORN_FILE, identity, id.id(), -3)) {
          file.synced(operation.toSync);
        }
      }
      case READ, LIST -> {}
    }
  }

  /** Nothing, something or everything of an unfinished write lands: all three must be likely. */
  private int tornShare(long identity, long ticket) {
    return switch ((int) luck.below(4, Purpose.TORN_WRITE, identity, ticket, -1)) {
      case 0 -> 0;
      case 1 -> Luck.MILLION;
      case 2 -> ONE_IN_TWO;
      default -> Luck.MILLION - Luck.MILLION / 8;
    };
  }
}
