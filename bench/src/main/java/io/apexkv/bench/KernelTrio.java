package io.apexkv.bench;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Kernel;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.wal.Superblock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Three whole kernels of which one leads, on a network and disks that cost a copy each. Their disks
 * keep the superblock alone: they can't be restarted.
 */
final class KernelTrio {

  private static final int SETTLING_STEPS = 50;
  private static final int MOST_STEPS = 5000;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Server[] servers = new Server[Configs.NODES + 1];
  private final Server leader;
  private long now = 1_000 * Configs.MILLI;

  /** Answers of the leader so far. */
  long answers;

  /** One kernel and its host. */
  private final class Server extends SilentHost {
    final int node;
    final Kernel kernel;
    final Mailbox mailbox = new Mailbox();
    final Mailbox.Reader reader = this::message;
    final ByteBuffer superblock = ByteBuffer.allocate(Superblock.FILE_BYTES);
    final LongQueue tickets = new LongQueue();
    final LongQueue lengths = new LongQueue();
    final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();

    Server(int node) {
      this.node = node;
      Config config = Configs.of(node);
      Superblock first = Superblock.formatted(config.cluster(), node, config.partitions(), 1);
      first.encode(superblock, (int) Superblock.slotOffset(1));
      first.withSequence(2).encode(superblock, (int) Superblock.slotOffset(2));
      kernel = new Kernel(config, node, this, EngineFactory.MEMORY);
    }

    void message(int peer, ByteBuffer buffer, int offset, int length) {
      kernel.message(now, peer, buffer, offset, length);
    }

    void deliver() {
      kernel.time(now, now / Configs.MILLI);
      mailbox.deliver(reader);
      for (int peer = 1; peer <= Configs.NODES; peer++) {
        if (mailbox.bytesFrom(peer) > 0) {
          servers[peer].kernel.sendSpace(now, node, mailbox.bytesFrom(peer));
        }
      }
      for (int left = tickets.size(); left > 0; left--) {
        ByteBuffer buffer = buffers.remove();
        int length = (int) lengths.removeFirst();
        long ticket = tickets.removeFirst();
        kernel.diskDone(now, ticket, DiskStatus.OK, buffer.capacity() == 0 ? null : buffer, length);
      }
    }

    private void done(long ticket, ByteBuffer buffer, int length) {
      tickets.addLast(ticket);
      lengths.addLast(length);
      buffers.add(buffer);
    }

    @Override
    public void send(int peer, ByteBuffer frames, int offset, int length) {
      servers[peer].mailbox.put(node, frames, offset, length);
    }

    @Override
    public void reply(long connection, ByteBuffer frame, int offset, int length) {
      answers++;
    }

    @Override
    public void diskCreate(long ticket, FileId file, long sizeBytes) {
      done(ticket, NONE, 0);
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
      if (file.kind() == FileId.Kind.SUPERBLOCK) {
        superblock.put((int) fileOffset, buffer, offset, length);
      }
      done(ticket, buffer, length);
    }

    @Override
    public void diskRead(
        long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
      buffer.put(offset, superblock, (int) fileOffset, length);
      done(ticket, buffer, length);
    }

    @Override
    public void diskSync(long ticket, FileId file) {
      done(ticket, NONE, 0);
    }

    @Override
    public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
      buffer.putLong(offset, (long) FileId.Kind.SUPERBLOCK.code() << 56);
      buffer.putLong(offset + 8, 0);
      buffer.putLong(offset + 16, Superblock.FILE_BYTES);
      done(ticket, buffer, LIST_ROW_BYTES);
    }
  }

  KernelTrio() {
    for (int node = 1; node <= Configs.NODES; node++) {
      servers[node] = new Server(node);
    }
    for (int node = 1; node <= Configs.NODES; node++) {
      servers[node].kernel.booted(now, 0);
    }
    steps(SETTLING_STEPS);
    for (int node = 1; node <= Configs.NODES; node++) {
      for (int peer = 1; peer <= Configs.NODES; peer++) {
        if (peer != node) {
          servers[node].kernel.peerUp(now, peer, 1);
          servers[node].kernel.sendSpace(now, peer, 8 << 20);
        }
      }
    }
    int steps = 0;
    while (leading() == null && steps++ < MOST_STEPS) {
      step();
    }
    steps(SETTLING_STEPS);
    Server found = leading();
    if (found == null) {
      throw new IllegalStateException("nobody leads");
    }
    leader = found;
    leader.kernel.connectionOpened(now, 1);
  }

  private @Nullable Server leading() {
    for (int node = 1; node <= Configs.NODES; node++) {
      if (servers[node].kernel.view(1).role() == Role.LEADER) {
        return servers[node];
      }
    }
    return null;
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
  }

  /** A millisecond: what was sent and written before arrives, and every node flushes. */
  private void step() {
    now += Configs.MILLI;
    for (int node = 1; node <= Configs.NODES; node++) {
      servers[node].deliver();
    }
    for (int node = 1; node <= Configs.NODES; node++) {
      servers[node].kernel.flush(now);
    }
    for (int node = 1; node <= Configs.NODES; node++) {
      servers[node].mailbox.turn();
    }
  }

  /** A client's frame for the leader. */
  void request(ByteBuffer frame) {
    leader.kernel.request(now, 1, frame, 0, frame.limit());
  }

  /** Goes on until the leader has given so many answers in all. */
  void await(long count) {
    int steps = 0;
    while (answers < count) {
      step();
      if (++steps > MOST_STEPS) {
        throw new IllegalStateException("answers do not come");
      }
    }
  }
}
