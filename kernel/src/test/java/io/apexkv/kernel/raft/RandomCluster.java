package io.apexkv.kernel.raft;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Prng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few nodes, a network and disks that do what a seed says, under an oracle's eyes. All randomness
 * comes from the seed, so that a failing one can be run again.
 */
final class RandomCluster {

  private record PendingRead(long group, long cookie, long committedBefore, long lastIndex) {}

  private final Prng random;
  private final long seed;
  private final int count;
  private final int groups;
  private final ClusterOracle oracle;
  private final List<LogDisk> disks = new ArrayList<>();
  private final List<@Nullable TestNode> nodes = new ArrayList<>();
  private final List<TestNode.Sent> network = new ArrayList<>();

  /** Frames that come very late, perhaps in another term. */
  private final List<TestNode.Sent> late = new ArrayList<>();

  private final List<List<PendingRead>> reads = new ArrayList<>();
  private final boolean[][] cut;
  private long nowNanos = 1_000_000_000;
  private long nextCookie = 1;

  // The shape of this run: how likely each fault is, in thousandths.
  private final int drop;
  private final int duplicate;
  private final int reorder;
  private final int crash;
  private final int partition;
  private final int stall;

  /** How long payloads are, and how much of the log stays in memory. */
  private final int payloadBytes;

  private final Limits limits;

  /** Longest time that passes in a step, now and then. */
  private final long leapNanos;

  int acknowledged;
  int servedReads;
  int failedReads;
  int logReads;

  RandomCluster(long seed) {
    this.seed = seed;
    random = new Prng(seed);
    count = 1 + (int) random.below(5);
    groups = 1 + (int) random.below(2);
    oracle = new ClusterOracle(groups);
    cut = new boolean[count][count];
    drop = shape(100);
    duplicate = shape(100);
    reorder = shape(500);
    crash = shape(25);
    partition = shape(30);
    stall = shape(700);
    boolean large = random.chance(1, 4);
    payloadBytes = large ? 9000 : 600;
    limits = TestNode.limits(large ? 4 * HeapMemory.CHUNK_BYTES : 1 << 20);
    leapNanos = 20_000_000 + random.below(400_000_000);
    for (int i = 0; i < count; i++) {
      disks.add(new LogDisk(groups));
      reads.add(new ArrayList<>());
      nodes.add(boot(i));
    }
  }

  /** Half of the runs go without this fault. */
  private int shape(int most) {
    return random.chance(1, 2) ? 0 : (int) random.below(most);
  }

  int terms() {
    return oracle.terms();
  }

  long committed() {
    long committed = 0;
    for (int group = 1; group <= groups; group++) {
      committed += oracle.committedIndex(group);
    }
    return committed;
  }

  /** Anything may happen. */
  void disturb(int steps) {
    for (int step = 0; step < steps; step++) {
      faults();
      if (network.isEmpty() || random.chance(1, 4)) {
        nowNanos += random.below(random.chance(1, 10) ? leapNanos : 3_000_000);
      }
      int i = (int) random.below(count);
      TestNode node = nodes.get(i);
      if (node == null) {
        continue;
      }
      node.elapse(nowNanos - node.nowNanos);
      checked(node);
      deliverSome(i, node);
      if (!node.disk.isIdle() && !random.chance(stall, 1000)) {
        node.diskDone();
        checked(node);
      }
      while (!node.logReads.isEmpty() && random.chance(1, 2)) {
        logReads++;
        node.logReadDone();
      }
      use(i, node);
      flush(node);
    }
  }

  /** Every fault ends: a leader of every group must come up, and every log must become the same. */
  void heal() {
    for (int i = 0; i < count; i++) {
      Arrays.fill(cut[i], false);
      if (nodes.get(i) == null) {
        nodes.set(i, boot(i));
      }
    }
    long[] proposed = new long[groups + 1];
    for (int round = 0; round < 3000; round++) {
      long next = Long.MAX_VALUE;
      boolean quiet = network.isEmpty();
      for (int i = 0; i < count; i++) {
        TestNode node = node(i);
        node.disk.batchBytes = Integer.MAX_VALUE;
        node.elapse(nowNanos - node.nowNanos);
        for (TestNode.Sent frame : takeFor(i)) {
          node.deliver(frame);
          checked(node);
        }
        while (!node.logReads.isEmpty()) {
          node.logReadDone();
        }
        for (int group = 1; group <= groups; group++) {
          if (proposed[group] == 0 && node.group(group).leaderReady()) {
            proposed[group] = Math.max(0, node.propose(group, 10));
          }
        }
        flush(node);
        if (!node.disk.isIdle()) {
          quiet = false;
          node.diskDone();
          flush(node);
        }
        next = Math.min(next, node.groups.nextDeadlineNanos());
      }
      if (isConverged(proposed)) {
        return;
      }
      if (quiet && network.isEmpty()) {
        nowNanos = Math.max(nowNanos, next);
      }
    }
    throw new AssertionError("a healed cluster converges");
  }

  private boolean isConverged(long[] proposed) {
    for (int group = 1; group <= groups; group++) {
      for (int i = 0; i < count; i++) {
        Group each = node(i).group(group);
        if (proposed[group] == 0
            || each.view().commitIndex() < proposed[group]
            || each.view().lastIndex() != node(0).group(group).view().lastIndex()
            || each.view().commitIndex() != each.view().lastIndex()) {
          return false;
        }
      }
    }
    return true;
  }

  private void deliverSome(int i, TestNode node) {
    for (TestNode.Sent frame : takeFor(i)) {
      if (random.chance(drop, 1000)) {
        continue;
      }
      if (random.chance(duplicate, 1000)) {
        (random.chance(1, 2) ? late : network).add(frame);
      }
      if (random.chance(reorder, 1000)) {
        (random.chance(1, 8) ? late : network).add(frame);
        continue;
      }
      node.deliver(frame);
      checked(node);
    }
  }

  private List<TestNode.Sent> takeFor(int i) {
    List<TestNode.Sent> taken = new ArrayList<>();
    for (int at = 0; at < network.size(); at++) {
      TestNode.Sent frame = network.get(at);
      if (frame.to() == i + 1) {
        network.remove(at--);
        if (!cut[frame.from() - 1][i]) {
          taken.add(frame);
        }
      }
    }
    return taken;
  }

  /** Clients write and read. */
  private void use(int i, TestNode node) {
    for (int group = 1; group <= groups; group++) {
      Group each = node.group(group);
      if (each.isLeader() && random.chance(1, 3)) {
        long before = oracle.committedIndex(group);
        long last = each.view().lastIndex();
        long cookie = nextCookie++;
        ClusterOracle.expect(each.registerRead(0, cookie), "a leader takes reads");
        reads.get(i).add(new PendingRead(group, cookie, before, last));
      }
      if (each.isLeader() && random.chance(1, 2)) {
        acknowledged += node.propose(group, (int) random.below(payloadBytes)) > 0 ? 1 : 0;
      }
      if (random.chance(1, 2)) {
        each.applied(each.view().commitIndex());
      }
    }
  }

  /** The oracle looks, and reads whose fate is known are taken. */
  private void checked(TestNode node) {
    List<PendingRead> waiting = reads.get(node.node - 1);
    ReadSlot slot = new ReadSlot();
    for (int group = 1; group <= groups; group++) {
      Group each = node.group(group);
      while (each.pollRead(slot)) {
        long cookie = slot.cookie();
        int at = 0;
        while (waiting.get(at).cookie() != cookie) {
          at++;
        }
        PendingRead read = waiting.remove(at);
        servedReads += slot.confirmed() ? 1 : 0;
        failedReads += slot.confirmed() ? 0 : 1;
        ClusterOracle.expect(
            !slot.confirmed() || slot.index() >= read.committedBefore(),
            "a read sees what was committed before it");
      }
      for (PendingRead read : waiting) {
        ClusterOracle.expect(
            read.group() != group || each.view().commitIndex() <= read.lastIndex(),
            "a read is confirmed before a later write commits");
      }
    }
    oracle.stepped(node, disks);
  }

  private void flush(TestNode node) {
    for (TestNode.Sent frame : node.flush()) {
      oracle.sent(frame);
      network.add(frame);
    }
    checked(node);
  }

  private void faults() {
    int i = (int) random.below(count);
    if (nodes.get(i) == null && random.chance(1, 20)) {
      restart(i);
    } else if (nodes.get(i) != null && random.chance(crash, 1000)) {
      TestNode node = node(i);
      if (random.chance(1, 3)) {
        node.disk.complete(); // durable, but the node never heard of it
      }
      node.disk.crash();
      reads.get(i).clear();
      nodes.set(i, null);
    }
    if (random.chance(partition, 1000)) {
      divide((int) random.below(4));
    }
    if (!late.isEmpty() && random.chance(1, 50)) {
      network.add(late.remove((int) random.below(late.size())));
    }
    disks.get(i).batchBytes = random.chance(1, 4) ? 700 : Integer.MAX_VALUE;
  }

  /** Ends the partition, divides the nodes, or cuts one direction of some links. */
  private void divide(int how) {
    int side = (int) random.below(1L << count);
    for (int from = 0; from < count; from++) {
      for (int to = 0; to < count; to++) {
        boolean across = ((side >> from ^ side >> to) & 1) != 0;
        cut[from][to] =
            switch (how) {
              case 0 -> false;
              case 1 -> random.chance(1, 3);
              default -> across;
            };
      }
    }
  }

  private void restart(int i) {
    nodes.set(i, boot(i));
    for (int other = 0; other < count; other++) {
      TestNode peer = nodes.get(other);
      if (other != i && peer != null && random.chance(1, 2)) {
        peer.groups.connectionChanged(i + 1);
      }
    }
  }

  private TestNode boot(int i) {
    return new TestNode(i + 1, count, groups, limits, disks.get(i), seed, nowNanos);
  }

  private TestNode node(int i) {
    TestNode node = nodes.get(i);
    if (node == null) {
      throw new AssertionError("node " + i + " runs");
    }
    return node;
  }
}
