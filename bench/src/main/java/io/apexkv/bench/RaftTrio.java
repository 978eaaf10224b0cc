package io.apexkv.bench;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.raft.Groups;
import io.apexkv.kernel.raft.LogSink;
import io.apexkv.kernel.raft.RaftListener;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.kernel.wire.Outbox;
import java.nio.ByteBuffer;

/** Three replicas of one group, with a log that takes everything and keeps nothing. */
final class RaftTrio {

  private static final int MOST_STEPS = 5000;

  private static final LogSink NOWHERE =
      new LogSink() {
        @Override
        public boolean hardState(long group, long term, long votedFor) {
          return true;
        }

        @Override
        public boolean truncate(long group, long fromIndex) {
          return true;
        }

        @Override
        public int entries(
            long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {
          return count;
        }
      };

  private static final RaftListener NOBODY =
      new RaftListener() {
        @Override
        public void roleChanged(Group group, Role from, Role to) {}

        @Override
        public void trace(Trace event, long group, long first, long second) {}
      };

  private final Replica[] replicas = new Replica[Configs.NODES + 1];
  private final Replica leader;
  private long now = 1_000 * Configs.MILLI;

  /** One node's Raft. */
  private final class Replica extends SilentHost {
    final int node;
    final Outbox outbox;
    final Groups groups;
    final Mailbox mailbox = new Mailbox();
    final Mailbox.Reader reader = this::message;

    Replica(int node) {
      this.node = node;
      Config config = Configs.of(node);
      outbox = new Outbox(config);
      groups =
          new Groups(
              config,
              node,
              outbox,
              (group, index, maxBytes, peer) -> false,
              NOBODY,
              (at, peer, isAnswer, forward, boot, buffer, offset, length) -> {});
      groups.recovered(now, 0);
      for (int peer = 1; peer <= Configs.NODES; peer++) {
        if (peer != node) {
          outbox.peerUp(peer);
          outbox.sendSpace(peer, 8 << 20);
        }
      }
    }

    void message(int peer, ByteBuffer buffer, int offset, int length) {
      groups.message(now, peer, buffer, offset, length);
    }

    @Override
    public void send(int peer, ByteBuffer frames, int offset, int length) {
      replicas[peer].mailbox.put(node, frames, offset, length);
      outbox.sendSpace(peer, length);
    }

    void step() {
      groups.time(now, now / Configs.MILLI);
      mailbox.deliver(reader);
      groups.stage(NOWHERE);
      groups.send(now);
      groups.batchDurable(now);
      groups.send(now);
      outbox.emit(this);
      Group group = groups.group(1);
      group.applied(group.view().commitIndex());
    }
  }

  RaftTrio() {
    for (int node = 1; node <= Configs.NODES; node++) {
      replicas[node] = new Replica(node);
    }
    int steps = 0;
    while (leading() == null && steps++ < MOST_STEPS) {
      step();
    }
    Replica found = leading();
    if (found == null) {
      throw new IllegalStateException("nobody leads");
    }
    leader = found;
    await(leader.groups.group(1).view().lastIndex());
  }

  private @Nullable Replica leading() {
    for (int node = 1; node <= Configs.NODES; node++) {
      if (replicas[node].groups.group(1).isLeader()) {
        return replicas[node];
      }
    }
    return null;
  }

  private void step() {
    now += Configs.MILLI;
    for (int node = 1; node <= Configs.NODES; node++) {
      replicas[node].step();
    }
    for (int node = 1; node <= Configs.NODES; node++) {
      replicas[node].mailbox.turn();
    }
  }

  /** The leader proposes a command; its index, or a negative number if it has no room. */
  long propose(ByteBuffer payload) {
    return leader
        .groups
        .group(1)
        .propose(now / Configs.MILLI, EntryCodec.COMMAND, payload, 0, payload.limit());
  }

  /** Goes on until the leader has committed an index. */
  void await(long index) {
    int steps = 0;
    while (leader.groups.group(1).view().commitIndex() < index) {
      step();
      if (++steps > MOST_STEPS) {
        throw new IllegalStateException("nothing is committed");
      }
    }
  }
}
