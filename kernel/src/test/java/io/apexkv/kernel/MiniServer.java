package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.EngineFactory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One server of a {@link MiniCluster}: a kernel, its files, and what it has done. */
final class MiniServer implements Host {

  final int node;
  final Config config;
  final TreeMap<FileId, byte[]> files = new TreeMap<>();

  /** By connection: answers that its client has not looked at. */
  final Map<Long, ArrayDeque<ByteBuffer>> answers = new TreeMap<>();

  /** Every trace so far: {@code EVENT group first second}. */
  final List<String> traces = new ArrayList<>();

  /** Orders to the host about connections: {@code pause 1}, {@code resume 1}, {@code close 1}. */
  final List<String> orders = new ArrayList<>();

  /** While set, no disk operation ends. */
  boolean diskHeld;

  Kernel kernel;
  String halted = "";

  private final MiniCluster cluster;
  private final ChunkBudget memory;
  private final EngineFactory engines;
  private final List<Runnable> diskDone = new ArrayList<>();
  private final List<Runnable> sent = new ArrayList<>();

  MiniServer(MiniCluster cluster, Config config, ChunkBudget memory, EngineFactory engines) {
    this.cluster = cluster;
    this.config = config;
    this.memory = memory;
    this.engines = engines;
    node = config.node();
    kernel = new Kernel(config, 77 + node, this, engines);
  }

  /** Begins a new life of the process, on the files of the one before. */
  void boot() {
    diskDone.clear();
    sent.clear();
    answers.clear();
    memory.reclaim();
    kernel = new Kernel(config, 77 + node, this, engines);
    kernel.booted(cluster.now, cluster.wallMillis());
    kernel.flush(cluster.now);
  }

  /** Delivers the completions of everything that was done before this step. */
  void complete() {
    List<Runnable> completing = new ArrayList<>(sent);
    sent.clear();
    if (!diskHeld) {
      completing.addAll(diskDone);
      diskDone.clear();
    }
    completing.forEach(Runnable::run);
  }

  /** How often something was traced: the event, or the event and its first numbers. */
  long traced(String beginning) {
    return traces.stream().filter(line -> (line + " ").startsWith(beginning + " ")).count();
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    int at = offset;
    while (at < offset + length) {
      int frameBytes = frames.getInt(at);
      cluster.carry(node, peer, copy(frames, at, frameBytes));
      at += frameBytes;
    }
    int period = cluster.period(node, peer);
    sent.add(
        () -> {
          if (period == cluster.period(node, peer)) {
            kernel.sendSpace(cluster.now, peer, length);
          }
        });
  }

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {}

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    answers.computeIfAbsent(connection, c -> new ArrayDeque<>()).add(copy(frame, offset, length));
  }

  @Override
  public void pauseReading(long connection) {
    orders.add("pause " + connection);
  }

  @Override
  public void resumeReading(long connection) {
    orders.add("resume " + connection);
  }

  @Override
  public void closeConnection(long connection) {
    orders.add("close " + connection);
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    done(ticket, null, 0, () -> files.put(file, new byte[(int) sizeBytes]));
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
    done(ticket, buffer, length, () -> buffer.get(offset, content(file), (int) fileOffset, length));
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    done(ticket, buffer, length, () -> buffer.put(offset, content(file), (int) fileOffset, length));
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    done(ticket, null, 0, () -> {});
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    done(ticket, null, 0, () -> files.remove(file));
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    int at = offset;
    for (Map.Entry<FileId, byte[]> file : files.entrySet()) {
      buffer.putLong(at, (long) file.getKey().kind().code() << 56);
      buffer.putLong(at + 8, file.getKey().id());
      buffer.putLong(at + 16, file.getValue().length);
      at += LIST_ROW_BYTES;
    }
    done(ticket, buffer, at - offset, () -> {});
  }

  private void done(long ticket, @Nullable ByteBuffer buffer, int length, Runnable effect) {
    Kernel owner = kernel;
    diskDone.add(
        () -> {
          effect.run();
          owner.diskDone(cluster.now, ticket, DiskStatus.OK, buffer, length);
        });
  }

  private byte[] content(FileId file) {
    byte[] content = files.get(file);
    if (content == null) {
      throw new AssertionError("no file " + file);
    }
    return content;
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    traces.add(event + " " + group + " " + first + " " + second);
  }

  @Override
  public void halt(HaltReason reason, String message) {
    halted = reason + ": " + message;
  }

  static ByteBuffer copy(ByteBuffer source, int offset, int length) {
    ByteBuffer copy = ByteBuffer.allocate(length);
    copy.put(0, source, offset, length);
    return copy;
  }
}
