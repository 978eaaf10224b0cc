package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.wal.Superblock;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cluster without faults: messages and disks answer in the next round. It shows that whole
 * kernels elect, commit and answer; what faults do to them is the simulator's business.
 */
final class MiniCluster {

  static final ClusterId CLUSTER = new ClusterId(0xA9, 1);
  static final long MILLI = 1_000_000;
  private static final int CREDIT = 1 << 22;

  /** One server: a kernel, its files, and what it did in the last flush. */
  final class Server implements Host {
    final int node;
    final TreeMap<FileId, byte[]> files = new TreeMap<>();
    final List<Runnable> completions = new ArrayList<>();
    final Map<Long, ArrayDeque<ByteBuffer>> answers = new TreeMap<>();
    final List<String> traces = new ArrayList<>();
    Kernel kernel;
    String halted = "";

    Server(int node) {
      this.node = node;
      this.kernel = boot();
    }

    private Kernel boot() {
      return new Kernel(config(node), 77 + node, this, EngineFactory.MEMORY);
    }

    void restart() {
      completions.clear();
      kernel = boot();
      kernel.booted(now, now / MILLI);
      kernel.flush(now);
    }

    @Override
    public void send(int peer, ByteBuffer frames, int offset, int length) {
      int at = offset;
      while (at < offset + length) {
        int frameBytes = frames.getInt(at);
        ByteBuffer frame = copy(frames, at, frameBytes);
        messages.add(new Message(node, peer, frame));
        at += frameBytes;
      }
      completions.add(() -> kernel.sendSpace(now, peer, length));
    }

    @Override
    public void datagram(int peer, ByteBuffer payload, int offset, int length) {}

    @Override
    public void reply(long connection, ByteBuffer frame, int offset, int length) {
      answers.computeIfAbsent(connection, c -> new ArrayDeque<>()).add(copy(frame, offset, length));
    }

    @Override
    public void pauseReading(long connection) {}

    @Override
    public void resumeReading(long connection) {}

    @Override
    public void closeConnection(long connection) {}

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
      done(
          ticket,
          buffer,
          length,
          () -> buffer.get(offset, content(file), (int) fileOffset, length));
    }

    @Override
    public void diskRead(
        long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
      done(
          ticket,
          buffer,
          length,
          () -> buffer.put(offset, content(file), (int) fileOffset, length));
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
      completions.add(
          () -> {
            effect.run();
            owner.diskDone(now, ticket, DiskStatus.OK, buffer, length);
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
  }

  private record Message(int sender, int receiver, ByteBuffer frame) {}

  final Server[] servers;
  private final int groups;
  private final Limits limits;
  private final List<Message> messages = new ArrayList<>();
  long now = 1_000 * MILLI;

  MiniCluster(int size, int groups, Limits limits) {
    this.groups = groups;
    this.limits = limits;
    servers = new Server[size];
    for (int i = 0; i < size; i++) {
      servers[i] = new Server(i + 1);
      format(servers[i]);
    }
    for (Server server : servers) {
      server.kernel.booted(now, now / MILLI);
      server.kernel.flush(now);
    }
    runUntilServing();
  }

  static Limits smallLimits() {
    return new Limits(
        8 << 10, 256 << 10, 8 << 20, 1 << 20, 64 << 10, 128 << 10, 1 << 20, 256 << 10, 16, 100,
        60_000);
  }

  private Config config(int node) {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= servers.length; i++) {
      members.add(new Member(i, "127.0.0.1:" + (7000 + i)));
    }
    return new Config(
        CLUSTER, node, members, 16, groups, Timing.DEFAULT, limits, new HeapMemory(), "model");
  }

  private void format(Server server) {
    ByteBuffer file = ByteBuffer.allocate(Superblock.FILE_BYTES);
    Superblock first = Superblock.formatted(CLUSTER, server.node, 16, groups);
    Superblock second = first.withSequence(2);
    first.encode(file, (int) Superblock.slotOffset(1));
    second.encode(file, (int) Superblock.slotOffset(2));
    server.files.put(Superblock.FILE, file.array());
  }

  /** All servers' kernels serve, and know each other. */
  void runUntilServing() {
    for (int i = 0; i < 1000 && !allServing(); i++) {
      step();
    }
    for (Server server : servers) {
      for (Server peer : servers) {
        if (peer != server) {
          connect(server, peer.node);
        }
      }
    }
  }

  private boolean allServing() {
    for (Server server : servers) {
      if (server.kernel.bootCounter() == 0) {
        return false;
      }
    }
    return true;
  }

  void connect(Server server, int peer) {
    server.kernel.peerUp(now, peer, servers[peer - 1].kernel.bootCounter());
    server.kernel.sendSpace(now, peer, CREDIT);
  }

  /** One millisecond: everything under way arrives, then every kernel flushes. */
  void step() {
    now += MILLI;
    List<Message> arriving = new ArrayList<>(messages);
    messages.clear();
    for (Server server : servers) {
      List<Runnable> completing = new ArrayList<>(server.completions);
      server.completions.clear();
      server.kernel.time(now, now / MILLI);
      for (Message message : arriving) {
        if (message.receiver == server.node) {
          server.kernel.message(
              now, message.sender, message.frame, 0, PeerFrame.lengthOf(message.frame, 0, 4));
        }
      }
      completing.forEach(Runnable::run);
      server.kernel.flush(now);
    }
  }

  /** The server that leads a group; null if none does. */
  @Nullable
  Server leader(int group) {
    for (Server server : servers) {
      if (server.kernel.view(group).role() == Role.LEADER) {
        return server;
      }
    }
    return null;
  }

  /** Runs until the group has a leader. */
  Server elect(int group) {
    for (int i = 0; i < 5000; i++) {
      Server leader = leader(group);
      if (leader != null) {
        return leader;
      }
      step();
    }
    throw new AssertionError("no leader within 5 s");
  }

  private static ByteBuffer copy(ByteBuffer source, int offset, int length) {
    ByteBuffer copy = ByteBuffer.allocate(length);
    copy.put(0, source, offset, length);
    return copy;
  }

  /** Memory without a noticeable bound. */
  private static final class HeapMemory implements Memory {
    private int taken;

    @Override
    public int chunkBytes() {
      return 64 << 10;
    }

    @Override
    public int available() {
      return 4096 - taken;
    }

    @Override
    public ByteBuffer take() {
      taken++;
      return ByteBuffer.allocate(chunkBytes());
    }

    @Override
    public void give(ByteBuffer chunk) {
      taken--;
    }
  }
}
