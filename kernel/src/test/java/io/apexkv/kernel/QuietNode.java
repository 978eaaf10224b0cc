package io.apexkv.kernel;

import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.wal.Superblock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A kernel and a host that allocates nothing once it is warm, so that whatever is allocated is the
 * kernel's. Its disk keeps the superblock alone: it can't be restarted.
 */
final class QuietNode implements Host {

  private static final int INBOX_BYTES = 1 << 22;

  final int node;
  final Kernel kernel;

  /** Answers to clients so far, and the command of the last one. */
  long replies;

  int lastAnswer;

  /** Answers to clients so far, by their code. */
  final long[] answers = new long[256];

  private final QuietNode[] nodes;
  private final ByteBuffer superblock = ByteBuffer.allocate(Superblock.FILE_BYTES);

  /** Frames that arrive next, and how many bytes of them, from each node. */
  private final ByteBuffer[] inboxes;

  private final int[] arriving;

  /** Frames that arrive after those: two sets of buffers that change places. */
  private final ByteBuffer[] later;

  private final int[] arrivingLater;

  private final LongQueue tickets = new LongQueue();
  private final LongQueue lengths = new LongQueue();
  private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  QuietNode(QuietNode[] nodes, Config config) {
    this.nodes = nodes;
    node = config.node();
    int count = config.members().size() + 1;
    inboxes = new ByteBuffer[count];
    later = new ByteBuffer[count];
    arriving = new int[count];
    arrivingLater = new int[count];
    for (int i = 0; i < count; i++) {
      inboxes[i] = ByteBuffer.allocate(INBOX_BYTES);
      later[i] = ByteBuffer.allocate(INBOX_BYTES);
    }
    Superblock first = Superblock.formatted(config.cluster(), node, config.partitions(), 1);
    first.encode(superblock, (int) Superblock.slotOffset(1));
    first.withSequence(2).encode(superblock, (int) Superblock.slotOffset(2));
    kernel = new Kernel(config, node, this, EngineFactory.MEMORY);
  }

  static Config config(int node, Memory memory) {
    List<Member> members =
        List.of(new Member(1, "a:1"), new Member(2, "b:2"), new Member(3, "c:3"));
    Limits limits =
        new Limits(
            1 << 10, 1 << 29, 1L << 40, 1 << 20, 32 << 10, 128 << 10, 1 << 20, 1 << 20, 256, 10,
            60_000);
    return new Config(
        MiniCluster.CLUSTER, node, members, 16, 1, Timing.DEFAULT, limits, memory, "model");
  }

  /** Sets the time, and delivers what others sent and the disk did before. */
  void deliver(long now) {
    kernel.time(now, now / MiniCluster.MILLI);
    for (int peer = 1; peer < nodes.length; peer++) {
      ByteBuffer inbox = inboxes[peer];
      for (int at = 0; at < arriving[peer]; at += inbox.getInt(at)) {
        kernel.message(now, peer, inbox, at, inbox.getInt(at));
      }
      if (arriving[peer] > 0) {
        nodes[peer].kernel.sendSpace(now, node, arriving[peer]);
      }
    }
    for (int left = tickets.size(); left > 0; left--) {
      ByteBuffer buffer = buffers.remove();
      boolean none = buffer.capacity() == 0;
      kernel.diskDone(
          now,
          tickets.removeFirst(),
          DiskStatus.OK,
          none ? null : buffer,
          (int) lengths.removeFirst());
    }
  }

  /** After all have flushed: what was sent comes next. */
  void turn() {
    for (int peer = 1; peer < nodes.length; peer++) {
      ByteBuffer arrived = inboxes[peer];
      inboxes[peer] = later[peer];
      arriving[peer] = arrivingLater[peer];
      later[peer] = arrived;
      arrivingLater[peer] = 0;
    }
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    QuietNode to = nodes[peer];
    to.later[node].put(to.arrivingLater[node], frames, offset, length);
    to.arrivingLater[node] += length;
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    replies++;
    lastAnswer = frame.get(offset + 4);
    answers[lastAnswer & 0xFF]++;
  }

  private void done(long ticket, @Nullable ByteBuffer buffer, int length) {
    tickets.addLast(ticket);
    lengths.addLast(length);
    buffers.add(buffer == null ? NONE : buffer);
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    done(ticket, null, 0);
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
    if (file.kind() != FileId.Kind.SUPERBLOCK) {
      throw new AssertionError("the log is not kept");
    }
    buffer.put(offset, superblock, (int) fileOffset, length);
    done(ticket, buffer, length);
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    done(ticket, null, 0);
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    done(ticket, null, 0);
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    buffer.putLong(offset, (long) FileId.Kind.SUPERBLOCK.code() << 56);
    buffer.putLong(offset + 8, 0);
    buffer.putLong(offset + 16, Superblock.FILE_BYTES);
    done(ticket, buffer, LIST_ROW_BYTES);
  }

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {}

  @Override
  public void pauseReading(long connection) {}

  @Override
  public void resumeReading(long connection) {}

  @Override
  public void closeConnection(long connection) {}

  @Override
  public void trace(Trace event, long group, long first, long second) {}

  @Override
  public void halt(HaltReason reason, String message) {
    throw new AssertionError(reason + ": " + message);
  }
}
