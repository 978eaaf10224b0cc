package io.apexkv.sim.scenario;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.wal.Disk;
import io.apexkv.kernel.store.wal.RecoverySink;
import io.apexkv.kernel.store.wal.Wal;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.sim.disk.DiskListener;
import io.apexkv.sim.disk.SimDisk;
import io.apexkv.sim.world.World;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Puts a log on the disk of a node that has not run yet, by the kernel's own write-ahead log: as if
 * an earlier process had written it and died.
 */
final class GivenLog implements DiskListener, Host, RecoverySink {

  private static final int GROUP = 1;

  private final World world;
  private final SimDisk simDisk;
  private final Disk disk = new Disk();
  private final Wal wal;
  private boolean recovered;
  private boolean durable;

  private GivenLog(World world, int node) {
    this.world = world;
    this.simDisk = world.node(node).disk();
    Config config = world.operator().config(node);
    this.wal = new Wal(config, disk, () -> durable = true, this::halt);
  }

  /**
   * Writes entries without content, of these terms, and the term in which the node is; it has voted
   * for nobody.
   */
  static void write(World world, int node, List<Long> terms, long term) {
    new GivenLog(world, node).write(terms, term);
  }

  private void write(List<Long> terms, long term) {
    simDisk.attach(this);
    wal.recover(this);
    settle();
    if (!recovered || !wal.idle()) {
      throw new IllegalStateException("a fresh log recovers");
    }
    wal.hardState(GROUP, term, 0);
    ByteBuffer entries = ByteBuffer.allocate(terms.size() * EntryCodec.HEADER_BYTES);
    for (int i = 0; i < terms.size(); i++) {
      int at = i * EntryCodec.HEADER_BYTES;
      EntryCodec.putHeader(entries, at, 0, EntryCodec.NOOP, terms.get(i), i + 1L);
    }
    int taken =
        terms.isEmpty() ? 0 : wal.entries(GROUP, 1, terms.size(), entries, 0, entries.capacity());
    if (taken < terms.size()) {
      throw new IllegalArgumentException("a given log fits one batch, " + taken + " entries");
    }
    wal.submit();
    settle();
    if (!durable) {
      throw new IllegalStateException("a batch becomes durable");
    }
    simDisk.crash(); // the process that wrote it is no more
  }

  /** Lets the disk finish everything. */
  private void settle() {
    disk.emit(this);
    while (disk.pending() > 0 && world.queue().step()) {
      disk.emit(this);
    }
  }

  @Override
  public void diskDone(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    disk.done(ticket, status, buffer, length);
  }

  @Override
  public void becameDurable(FileId file, long offset, int length) {}

  @Override
  public void synced(FileId file) {}

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    simDisk.create(world.nowNanos(), ticket, file, sizeBytes);
  }

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean isDurable) {
    simDisk.write(world.nowNanos(), ticket, file, fileOffset, buffer, offset, length, isDurable);
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    simDisk.read(world.nowNanos(), ticket, file, fileOffset, buffer, offset, length);
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    simDisk.sync(world.nowNanos(), ticket, file);
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    simDisk.delete(world.nowNanos(), ticket, file);
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    simDisk.list(world.nowNanos(), ticket, buffer, offset, length);
  }

  @Override
  public void recovered(long bootCounter, long entries) {
    recovered = true;
  }

  @Override
  public void halt(HaltReason reason, String message) {
    throw new IllegalStateException("a fresh log halts: " + message);
  }

  // What a log alone never does, and what an empty one never shows.

  @Override
  public void tornTailCut(long segment, long offset) {}

  @Override
  public void hardState(long group, long term, long votedFor) {}

  @Override
  public void head(
      long group, long firstIndex, long termBeforeFirst, long lastIndex, long lastTerm) {}

  @Override
  public void truncate(long group, long fromIndex) {}

  @Override
  public void entries(
      long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {}

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
  public void trace(Trace event, long group, long first, long second) {}
}
