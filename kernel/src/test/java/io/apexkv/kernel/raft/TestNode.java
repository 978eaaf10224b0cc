package io.apexkv.kernel.raft;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.wire.Outbox;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a node has of Raft, driven by hand: its groups, an outbox with generous credit, a log on
 * an imagined disk. Frames that it sends are kept as bytes.
 */
final class TestNode implements RaftListener {

  static final ClusterId CLUSTER = new ClusterId(7, 7);
  static final long MILLI = 1_000_000;

  /** Small enough that tests reach the bounds. */
  static final Limits LIMITS = limits(1 << 20);

  static Limits limits(long tailBytes) {
    return new Limits(
        1024, 1 << 20, 2 << 20, tailBytes, 4096, 16384, 1 << 20, 1 << 20, 16, 16, 1000);
  }

  /** A frame on its way. */
  record Sent(int from, int to, ByteBuffer bytes) {
    String text() {
      return FrameText.of(bytes, 0);
    }
  }

  /** A read of the log that the node asked for. */
  record LogRead(long group, long index, int maxBytes, int peer) {}

  final int node;
  final Config config;
  final LogDisk disk;
  final Outbox outbox;
  final Groups groups;
  final List<Trace> traces = new ArrayList<>();
  final List<Long> dropped = new ArrayList<>();
  final List<LogRead> logReads = new ArrayList<>();
  final List<String> roles = new ArrayList<>();
  final List<Long> forwards = new ArrayList<>();
  long nowNanos;
  long wallMillis = 1000;

  TestNode(int node, int nodes, int groups, Limits limits, LogDisk disk, long seed, long nowNanos) {
    this.node = node;
    this.disk = disk;
    this.nowNanos = nowNanos;
    config = config(node, nodes, groups, limits);
    outbox = new Outbox(config);
    this.groups =
        new Groups(
            config,
            seed,
            outbox,
            (group, index, maxBytes, peer) ->
                logReads.add(new LogRead(group, index, maxBytes, peer)),
            this,
            (now, peer, isAnswer, forward, boot, buffer, offset, length) -> forwards.add(forward));
    disk.recover(this.groups);
    this.groups.recovered(nowNanos, wallMillis);
    for (Member member : config.members()) {
      if (member.node() != node) {
        outbox.peerUp(member.node());
        outbox.sendSpace(member.node(), Integer.MAX_VALUE);
      }
    }
  }

  static Config config(int node, int nodes, int groups, Limits limits) {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      members.add(new Member(i, "host:" + i));
    }
    return new Config(
        CLUSTER, node, members, groups, groups, Timing.DEFAULT, limits, new HeapMemory(96), "test");
  }

  Group group(long group) {
    return groups.group(group);
  }

  /** Lets time pass. */
  void elapse(long nanos) {
    nowNanos += nanos;
    groups.time(nowNanos, wallMillis);
  }

  void deliver(Sent frame) {
    groups.message(nowNanos, frame.from(), frame.bytes(), 0, frame.bytes().capacity());
  }

  /** Ends a batch of inputs; returns the frames that left. */
  List<Sent> flush() {
    disk.flush(groups);
    groups.send(nowNanos);
    List<Sent> sent = new ArrayList<>();
    outbox.emit(
        new QuietHost() {
          @Override
          public void send(int peer, ByteBuffer frames, int offset, int length) {
            int at = offset;
            while (at < offset + length) {
              byte[] frame = new byte[PeerFrame.lengthOf(frames, at, offset + length - at)];
              frames.get(at, frame);
              sent.add(new Sent(node, peer, ByteBuffer.wrap(frame)));
              at += frame.length;
            }
            outbox.sendSpace(peer, length);
          }
        });
    return sent;
  }

  /** The same as text. */
  List<String> flushed() {
    return flush().stream().map(Sent::text).toList();
  }

  /** The log batch under way is durable. */
  void diskDone() {
    disk.complete();
    groups.batchDurable(nowNanos);
  }

  /** Answers the oldest read of the log from what is durable. */
  void logReadDone() {
    LogRead read = logReads.removeFirst();
    int[] count = new int[1];
    ByteBuffer buffer = disk.read(read.group(), read.index(), read.maxBytes(), count);
    group(read.group()).onLogRead(nowNanos, read.peer(), read.index(), count[0], buffer, 0);
  }

  long propose(long group, int payloadBytes) {
    ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
    return group(group).propose(wallMillis, 1, payload, 0, payloadBytes);
  }

  @Override
  public void roleChanged(Group group, Role from, Role to) {
    roles.add(group.view().group() + " " + to);
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    traces.add(event);
    if (event == Trace.FRAME_DROPPED) {
      dropped.add(second);
    }
  }
}
