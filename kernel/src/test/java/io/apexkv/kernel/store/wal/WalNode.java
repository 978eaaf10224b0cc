package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A log on a model disk, with a model of what it must hold: one life of a node. */
final class WalNode {

  static final ClusterId CLUSTER = ClusterId.parse("a9ec0000000000000000000000000001");
  static final int CHUNK_BYTES = 64 << 10;
  static final int SEGMENT_BYTES = 256 << 10;

  final ModelDisk disk;
  final Disk queue = new Disk();
  final Wal wal;
  final Config config;

  /** What recovery showed. */
  final ModelLog recovered;

  /** What is durable, and what will be once the batch under way is. */
  ModelLog durable;

  ModelLog staged;
  int batchesDurable;

  /** Cleared by tests that only count. */
  boolean isModelled = true;

  long bootCounter;
  boolean torn;
  @Nullable HaltReason haltReason;
  String haltMessage = "";

  WalNode(ModelDisk disk, Config config) {
    this.disk = disk;
    this.config = config;
    this.recovered = new ModelLog(config.groups());
    this.durable = recovered;
    this.staged = recovered;
    this.wal = new Wal(config, queue, this::batchDurable, this::halted);
  }

  static Config config(int groups) {
    return config(CLUSTER, 1, 16, groups, SEGMENT_BYTES, List.of(1, 2, 3));
  }

  static Config config(
      ClusterId cluster,
      int node,
      int partitions,
      int groups,
      int segmentBytes,
      List<Integer> members) {
    Limits limits =
        new Limits(
            1024, segmentBytes, 1 << 30, 1 << 20, 1 << 15, 1 << 16, 1 << 16, 1 << 16, 8, 8, 8);
    List<Member> all = members.stream().map(id -> new Member(id, "host:" + id)).toList();
    return new Config(
        cluster, node, all, partitions, groups, Timing.DEFAULT, limits, memory(), "model");
  }

  static Memory memory() {
    return new Memory() {
      @Override
      public int chunkBytes() {
        return CHUNK_BYTES;
      }

      @Override
      public int available() {
        return 100;
      }

      @Override
      public ByteBuffer take() {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        new Random(1).nextBytes(chunk.array()); // content is arbitrary
        return chunk;
      }

      @Override
      public void give(ByteBuffer chunk) {}
    };
  }

  /** A freshly formatted directory. */
  static ModelDisk formatted(Config config) {
    ModelDisk disk = new ModelDisk();
    byte[] file = new byte[Superblock.FILE_BYTES];
    Superblock first =
        Superblock.formatted(config.cluster(), config.node(), config.partitions(), config.groups());
    for (Superblock copy : List.of(first, first.withSequence(2))) {
      ByteBuffer slot = ByteBuffer.allocate(Superblock.SLOT_BYTES);
      int bytes = copy.encode(slot, 0);
      slot.get(0, file, (int) Superblock.slotOffset(copy.sequence()), bytes);
    }
    disk.files.put(Superblock.FILE, file);
    return disk;
  }

  /** Boots on a disk and completes everything in order until recovery has ended. */
  static WalNode boot(ModelDisk disk, Config config) {
    WalNode node = new WalNode(disk, config);
    node.recover();
    node.settle();
    return node;
  }

  void recover() {
    wal.recover(new Sink());
  }

  /** Lets the disk finish everything. */
  void settle() {
    queue.emit(disk);
    while (!disk.pending.isEmpty() && haltReason == null) {
      disk.complete(0, queue);
      queue.emit(disk);
    }
  }

  boolean isServing() {
    return bootCounter != 0 && haltReason == null;
  }

  /** Encodes and stages entries, and puts them into the model; returns how many fitted. */
  int append(long group, long term, int... payloadBytes) {
    List<byte[]> entries = new ArrayList<>();
    ModelLog.Group model = staged.group(group);
    long first = model.entries.size() + 1L;
    for (int bytes : payloadBytes) {
      entries.add(entry(term, group, first + entries.size(), bytes));
    }
    int length = entries.stream().mapToInt(entry -> entry.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length + 10);
    int at = 10;
    for (byte[] entry : entries) {
      buffer.put(at, entry);
      at += entry.length;
    }
    int taken = wal.entries(group, first, entries.size(), buffer, 10, length);
    for (byte[] entry : entries.subList(0, taken)) {
      model.entries.add(new ModelLog.Entry(term, ModelLog.hex(entry)));
    }
    return taken;
  }

  boolean truncate(long group, long fromIndex) {
    boolean fits = wal.truncate(group, fromIndex);
    if (fits) {
      staged.truncate(group, fromIndex);
    }
    return fits;
  }

  boolean hardState(long group, long term, long votedFor) {
    boolean fits = wal.hardState(group, term, votedFor);
    if (fits) {
      staged.hardState(group, term, votedFor);
    }
    return fits;
  }

  /** Submits and waits until the batch is durable. */
  void commit() {
    wal.submit();
    settle();
  }

  /** An entry whose payload tells which it is. */
  static byte[] entry(long term, long group, long index, int payloadBytes) {
    ByteBuffer entry = ByteBuffer.allocate(24 + payloadBytes);
    entry.putInt(0, payloadBytes).put(4, (byte) 1).putLong(8, term).putLong(16, 7 * index);
    byte[] payload = new byte[payloadBytes];
    new Random(31 * (31 * group + term) + index).nextBytes(payload);
    entry.put(24, payload);
    return entry.array();
  }

  private void batchDurable() {
    batchesDurable++;
    if (isModelled) {
      durable = staged.copy();
    }
  }

  static FileId segment(long id) {
    return new FileId(FileId.Kind.WAL, id);
  }

  /** Recovery's sink: into a model, with what only a sink hears. */
  private final class Sink implements RecoverySink {
    @Override
    public void hardState(long group, long term, long votedFor) {
      recovered.hardState(group, term, votedFor);
    }

    @Override
    public void head(long group, long first, long termBefore, long last, long lastTerm) {
      recovered.head(group, first, termBefore, last, lastTerm);
    }

    @Override
    public void truncate(long group, long fromIndex) {
      recovered.truncate(group, fromIndex);
    }

    @Override
    public void entries(
        long group, long first, int count, ByteBuffer buffer, int offset, int length) {
      recovered.entries(group, first, count, buffer, offset, length);
    }

    @Override
    public void tornTailCut(long segment, long offset) {
      torn = true;
    }

    @Override
    public void recovered(long counter, long entries) {
      bootCounter = counter;
      durable = recovered.copy();
      staged = recovered.copy();
      long there = recovered.groups.stream().mapToLong(group -> group.entries.size()).sum();
      if (there != entries || !recovered.groups.stream().allMatch(group -> group.hasHead)) {
        throw new AssertionError("recovery tells what it showed");
      }
    }
  }

  private void halted(HaltReason reason, String message) {
    if (haltReason == null) {
      haltReason = reason;
      haltMessage = message;
    }
  }
}
