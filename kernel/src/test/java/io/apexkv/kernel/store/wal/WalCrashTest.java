package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever a crash leaves, what was acknowledged is there and nothing else is: random lives of a
 * node, each ended by a crash at a random place, with marks that show that the rare cases came up.
 */
class WalCrashTest {

  private static final int SEEDS = 200;
  private static final int LIVES = 12;

  /** What the lives came across. */
  private final Map<String, Integer> marks = new TreeMap<>();

  @Test
  void whatWasAcknowledgedSurvivesAnySeriesOfCrashes() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      try {
        lives(new Random(seed));
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
    List<String> expected =
        List.of(
            "batch without a completion survived",
            "crash during recovery",
            "hard state only in the superblock",
            "next segment used",
            "torn batch cut");
    assertEquals(expected, List.copyOf(marks.keySet()));
    marks.forEach((mark, hits) -> assertTrue(hits >= 10, mark + ": " + hits));
  }

  private void lives(Random random) {
    Config config = WalNode.config(1 + random.nextInt(4));
    ModelDisk disk = WalNode.formatted(config);
    ModelLog durable = new ModelLog(config.groups());
    ModelLog staged = durable;
    long lastBoot = 0;
    for (int life = 0; life < LIVES; life++) {
      ModelLog onDisk = scan(disk, config);
      WalNode node = new WalNode(disk, config);
      node.recover();
      boolean crashed = runUntilServing(node, random);
      assertNull(node.haltReason, node.haltMessage);
      if (crashed) {
        mark("crash during recovery");
        continue; // the next life must find the same
      }
      assertTrue(node.bootCounter > lastBoot, "boot counters grow");
      lastBoot = node.bootCounter;
      checkRecovered(node.recovered, durable, staged);
      assertTrue(node.recovered.hasEntriesOf(onDisk), "an outside scan finds the same");
      if (node.torn) {
        mark("torn batch cut");
      }
      live(node, random);
      assertNull(node.haltReason, node.haltMessage);
      if (node.wal.usedBytes() > WalNode.SEGMENT_BYTES) {
        mark("next segment used");
      }
      crash(disk, random);
      durable = node.durable;
      staged = node.staged;
    }
  }

  private static ModelLog scan(ModelDisk disk, Config config) {
    ModelLog found = new ModelLog(config.groups());
    ByteBuffer scratch = ByteBuffer.allocate(WalNode.CHUNK_BYTES);
    DurableScan scan = new DurableScan(config.cluster(), config.node(), scratch);
    scan.log(
        id -> {
          byte[] bytes = disk.files.get(WalNode.segment(id));
          return bytes == null ? null : ByteBuffer.wrap(bytes);
        },
        found);
    return found;
  }

  /** Recovers with completions in order; true if a crash came in between. */
  private static boolean runUntilServing(WalNode node, Random random) {
    int steps = random.nextInt(4) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
    node.queue.emit(node.disk);
    while (!node.isServing() && node.haltReason == null) {
      assertTrue(!node.disk.pending.isEmpty(), "recovery goes on");
      if (steps-- == 0) {
        crash(node.disk, random);
        return true;
      }
      node.disk.complete(0, node.queue);
      node.queue.emit(node.disk);
    }
    return false;
  }

  /** All of the batch under way is there, or nothing of its entries; hard states may be. */
  private void checkRecovered(ModelLog found, ModelLog durable, ModelLog staged) {
    boolean whole = found.hasEntriesOf(staged);
    assertTrue(whole || found.hasEntriesOf(durable), "a durable log, or one batch more");
    if (whole && !staged.hasEntriesOf(durable)) {
      mark("batch without a completion survived");
    }
    for (int i = 0; i < found.groups.size(); i++) {
      ModelLog.Group group = found.groups.get(i);
      boolean old = hasHardStateOf(group, durable.groups.get(i));
      boolean fresh = hasHardStateOf(group, staged.groups.get(i));
      boolean logged = whole && !staged.hasEntriesOf(durable);
      assertTrue(fresh || (old && !logged), "the hard state that was acknowledged, or newer");
      if (!whole && !old) {
        mark("hard state only in the superblock");
      }
    }
  }

  private static void crash(ModelDisk disk, Random random) {
    if (random.nextBoolean()) {
      disk.kill(random);
    } else {
      disk.losePower(random);
    }
  }

  private void mark(String what) {
    marks.merge(what, 1, Integer::sum);
  }

  private static boolean hasHardStateOf(ModelLog.Group found, ModelLog.Group expected) {
    return found.term == expected.term && found.votedFor == expected.votedFor;
  }

  private static void live(WalNode node, Random random) {
    int steps = random.nextInt(120);
    int largest = 1 + random.nextInt(random.nextBoolean() ? 200 : 3000);
    for (int step = 0; step < steps; step++) {
      if (node.wal.idle() && random.nextInt(3) > 0) {
        stage(node, random, largest);
        node.wal.submit();
      }
      node.queue.emit(node.disk);
      if (!node.disk.pending.isEmpty() && random.nextInt(3) > 0) {
        node.disk.complete(random.nextInt(node.disk.pending.size()), node.queue);
      }
    }
    node.queue.emit(node.disk);
  }

  /** What the groups of a node may stage: hard state, truncation, entries. */
  private static void stage(WalNode node, Random random, int largest) {
    node.staged = node.durable.copy();
    for (int id = 1; id <= node.config.groups(); id++) {
      ModelLog.Group group = node.staged.group(id);
      if (random.nextInt(8) == 0) {
        boolean votes = group.votedFor == 0 && random.nextBoolean();
        node.hardState(id, votes ? group.term : group.term + 1, random.nextInt(4));
      }
      if (random.nextInt(8) == 0 && !group.entries.isEmpty()) {
        node.truncate(id, group.entries.size() - random.nextInt(Math.min(4, group.entries.size())));
      }
      int calls = random.nextInt(3);
      for (int call = 0; call < calls; call++) {
        int[] sizes = random.ints(random.nextInt(12), 0, largest).toArray();
        node.append(id, Math.max(1, group.term), sizes);
      }
    }
  }
}
