package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.raft.GroupView;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.wal.Superblock;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A cluster in which messages and disks answer in the next millisecond, unless a test says
 * otherwise: for what a few kernels do in one planned situation. What faults at random do to them
 * is the simulator's business.
 */
final class MiniCluster {

  static final ClusterId CLUSTER = new ClusterId(0xA9, 1);
  static final long MILLI = 1_000_000;
  static final int PARTITIONS = 16;
  private static final int CREDIT = 1 << 22;

  /** Memory without a noticeable bound. */
  private static final int MANY_CHUNKS = 4096;

  /** Decides how many copies of a frame arrive. */
  interface Fate {
    int copies(int sender, int receiver, ByteBuffer frame);
  }

  private record Message(int sender, int receiver, ByteBuffer frame) {}

  final MiniServer[] servers;
  Fate fate = (sender, receiver, frame) -> 1;
  long now = 1_000 * MILLI;

  /** What the wall clock shows beyond {@link #now}. */
  long wallAheadMillis;

  private final List<Message> messages = new ArrayList<>();

  /** By pair of nodes: connections so far, odd while there is one. */
  private final int[][] periods;

  MiniCluster(int size, int groups, Limits limits) {
    this(size, groups, limits, EngineFactory.MEMORY);
  }

  MiniCluster(int size, int groups, Limits limits, EngineFactory engines) {
    this(size, groups, limits, engines, MANY_CHUNKS);
  }

  /** A cluster whose servers have so many chunks of memory. */
  MiniCluster(int size, int groups, Limits limits, EngineFactory engines, int chunks) {
    servers = new MiniServer[size];
    periods = new int[size + 1][size + 1];
    List<Member> members = new ArrayList<>();
    for (int node = 1; node <= size; node++) {
      members.add(new Member(node, "127.0.0.1:" + (7000 + node)));
    }
    for (int node = 1; node <= size; node++) {
      ChunkBudget memory = new ChunkBudget(chunks);
      Config config =
          new Config(
              CLUSTER, node, members, PARTITIONS, groups, Timing.DEFAULT, limits, memory, "model");
      servers[node - 1] = new MiniServer(this, config, memory, engines);
      format(servers[node - 1]);
      servers[node - 1].boot();
    }
    connectAll();
  }

  /** Bounds that are reached soon; {@link #limits} changes some. */
  static Limits smallLimits() {
    return limits(8 << 20, 1 << 20, 1 << 20, 256 << 10, 100);
  }

  /** {@link #smallLimits} with other bounds of the log, of what is pending, and of sessions. */
  static Limits limits(
      int logBudgetBytes, int tailBytes, int pendingBytes, int connectionBytes, int sessions) {
    return new Limits(
        8 << 10,
        256 << 10,
        logBudgetBytes,
        tailBytes,
        32 << 10,
        128 << 10,
        pendingBytes,
        connectionBytes,
        16,
        sessions,
        60_000);
  }

  private static void format(MiniServer server) {
    ByteBuffer file = ByteBuffer.allocate(Superblock.FILE_BYTES);
    Superblock first =
        Superblock.formatted(CLUSTER, server.node, PARTITIONS, server.config.groups());
    Superblock second = first.withSequence(2);
    first.encode(file, (int) Superblock.slotOffset(1));
    second.encode(file, (int) Superblock.slotOffset(2));
    server.files.put(Superblock.FILE, file.array());
  }

  long wallMillis() {
    return now / MILLI + wallAheadMillis;
  }

  MiniServer server(int node) {
    return servers[node - 1];
  }

  // Connections between servers.

  /** Which connection of two nodes this is; it changes when one begins or ends. */
  int period(int one, int other) {
    return periods[one][other];
  }

  private boolean connected(int one, int other) {
    return periods[one][other] % 2 == 1;
  }

  /** Lets every kernel come to the end of its recovery, and connects all. */
  void connectAll() {
    await(
        () -> {
          for (MiniServer server : servers) {
            if (server.kernel.bootCounter() == 0) {
              return false;
            }
          }
          return true;
        },
        "all serve");
    for (MiniServer server : servers) {
      for (MiniServer peer : servers) {
        if (peer.node > server.node) {
          connect(server.node, peer.node);
        }
      }
    }
  }

  void connect(int one, int other) {
    if (!connected(one, other)) {
      turn(one, other);
      for (MiniServer end : List.of(server(one), server(other))) {
        int peer = one + other - end.node;
        end.kernel.peerUp(now, peer, server(peer).kernel.bootCounter());
        end.kernel.sendSpace(now, peer, CREDIT);
      }
    }
  }

  /** Ends a connection; both ends notice at once. */
  void disconnect(int one, int other) {
    if (connected(one, other)) {
      turn(one, other);
      server(one).kernel.peerDown(now, other);
      server(other).kernel.peerDown(now, one);
    }
  }

  private void turn(int one, int other) {
    periods[one][other]++;
    periods[other][one]++;
    messages.removeIf(
        message ->
            (message.sender == one && message.receiver == other)
                || (message.sender == other && message.receiver == one));
  }

  /** From now on nothing reaches this server or comes from it, and nobody is told. */
  void isolate(MiniServer server) {
    fate = (sender, receiver, frame) -> sender == server.node || receiver == server.node ? 0 : 1;
  }

  void healAll() {
    fate = (sender, receiver, frame) -> 1;
  }

  /** A server's process dies, and is there again at once; its peers notice. */
  void restart(MiniServer server) {
    for (MiniServer peer : servers) {
      if (peer != server) {
        disconnect(server.node, peer.node);
      }
    }
    server.boot();
    connectAll();
  }

  void carry(int sender, int receiver, ByteBuffer frame) {
    for (int i = fate.copies(sender, receiver, frame); i > 0; i--) {
      messages.add(new Message(sender, receiver, frame));
    }
  }

  // Time.

  /** One millisecond: everything under way arrives, then every kernel flushes. */
  void step() {
    now += MILLI;
    List<Message> arriving = new ArrayList<>(messages);
    messages.clear();
    for (MiniServer server : servers) {
      server.kernel.time(now, wallMillis());
      for (Message message : arriving) {
        if (message.receiver == server.node) {
          server.kernel.message(
              now, message.sender, message.frame, 0, PeerFrame.lengthOf(message.frame, 0, 4));
        }
      }
      server.complete();
      server.kernel.flush(now);
    }
  }

  void run(int millis) {
    for (int i = 0; i < millis; i++) {
      step();
    }
  }

  /** Runs until something holds, at most ten seconds. */
  void await(BooleanSupplier condition, String what) {
    for (int i = 0; i < 10_000; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      step();
    }
    throw new AssertionError("not within 10 s: " + what);
  }

  // Leaders.

  /** The server that leads a group, in the latest term if several believe so; null if none. */
  @Nullable
  MiniServer leader(int group) {
    MiniServer leader = null;
    for (MiniServer server : servers) {
      boolean leads = server.kernel.view(group).role() == Role.LEADER;
      if (leads
          && (leader == null
              || server.kernel.view(group).term() > leader.kernel.view(group).term())) {
        leader = server;
      }
    }
    return leader;
  }

  /** Runs until the group has a leader that everybody follows, and that has committed something. */
  MiniServer elect(int group) {
    await(() -> everybodyFollows(group), "a leader of group " + group);
    MiniServer leader = leader(group);
    if (leader == null) {
      throw new AssertionError("there was one");
    }
    return leader;
  }

  private boolean everybodyFollows(int group) {
    MiniServer leader = leader(group);
    if (leader == null) {
      return false;
    }
    for (MiniServer server : servers) {
      if (server.kernel.view(group).leaderReplica() != leader.node) {
        return false;
      }
    }
    GroupView view = leader.kernel.view(group);
    return view.termAt(view.commitIndex()) == view.term();
  }

  /** Runs until another server than this one leads a group. */
  MiniServer electAnother(int group, MiniServer than) {
    await(() -> leader(group) != null && leader(group) != than, "another leader");
    MiniServer leader = leader(group);
    if (leader == null) {
      throw new AssertionError("there was one");
    }
    return leader;
  }

  /** A server that does not lead the group. */
  MiniServer follower(int group) {
    return server(elect(group).node % servers.length + 1);
  }

  /** Runs until all servers have applied all that any has, and checks that they are equal. */
  void assertEqualReplicas(int group) {
    await(
        () -> {
          long last = 0;
          for (MiniServer server : servers) {
            last = Math.max(last, server.kernel.view(group).lastIndex());
          }
          boolean all = true;
          for (MiniServer server : servers) {
            all &= server.kernel.view(group).appliedIndex() == last;
          }
          return all;
        },
        "all have applied everything");
    for (MiniServer server : servers) {
      if (server.kernel.digest(group) != servers[0].kernel.digest(group)) {
        throw new AssertionError("node " + server.node + " differs from node 1");
      }
    }
  }
}
