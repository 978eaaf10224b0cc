package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.InvariantViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WalReadBackTest {

  private final Config config = WalNode.config(3);

  @Property(tries = 60)
  void anyRangeReadsBackAsItWasWrittenAlsoAfterARestart(@ForAll long seed) {
    Random random = new Random(seed);
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    for (int batch = 0; batch < 60; batch++) {
      stage(node, random);
      node.commit();
    }
    readAll(node, random);
    WalNode restarted = WalNode.boot(node.disk, config);
    readAll(restarted, random);
    stage(restarted, random);
    restarted.commit();
    readAll(restarted, random);
    assertNull(restarted.haltReason, restarted.haltMessage);
  }

  private static void stage(WalNode node, Random random) {
    int largest = random.nextInt(8) == 0 ? 9000 : 400;
    for (int group = 1; group <= 3; group++) {
      int size = node.staged.group(group).entries.size();
      if (random.nextInt(10) == 0 && size > 0) {
        node.truncate(group, 1 + size - random.nextInt(1 + Math.min(size, 30)));
      }
      node.append(group, 1, random.ints(random.nextInt(9), 0, largest).toArray());
    }
  }

  /** Reads every group from end to end, in random portions, with all groups' reads mixed. */
  private static void readAll(WalNode node, Random random) {
    List<List<ModelLog.Entry>> found = new ArrayList<>();
    for (int group = 1; group <= 3; group++) {
      found.add(new ArrayList<>());
      readOn(node, random, group, found.getLast());
    }
    node.settle();
    for (int group = 1; group <= 3; group++) {
      assertEquals(node.durable.group(group).entries, found.get(group - 1));
    }
  }

  private static void readOn(WalNode node, Random random, int group, List<ModelLog.Entry> found) {
    long index = found.size() + 1L;
    if (index > node.durable.group(group).entries.size()) {
      return;
    }
    int maxBytes = 1 + random.nextInt(random.nextBoolean() ? 1000 : 100_000);
    node.wal.read(
        group,
        index,
        maxBytes,
        (first, count, buffer, offset, length) -> {
          assertEquals(index, first);
          assertTrue(count == 1 || (count > 1 && length <= maxBytes), count + " entries");
          found.addAll(ModelLog.decode(count, buffer, offset, length));
          readOn(node, random, group, found);
        });
  }

  @Test
  void oneReadGathersTheEntriesOfManyBatches() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    for (int batch = 0; batch < 10; batch++) {
      node.append(1, 1, 10, 20);
      node.append(2, 1, 30);
      node.commit();
    }
    List<Integer> counts = new ArrayList<>();
    node.wal.read(1, 3, 1 << 20, (first, count, buffer, offset, length) -> counts.add(count));
    node.settle();
    assertEquals(List.of(18), counts);
  }

  @Test
  void entriesTruncatedWhileTheyAreReadDoNotComeBack() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 1, 10, 20, 30);
    node.commit();
    List<Integer> counts = new ArrayList<>();
    node.wal.read(1, 2, 1000, (first, count, buffer, offset, length) -> counts.add(count));
    node.wal.read(1, 3, 1000, (first, count, buffer, offset, length) -> counts.add(count));
    node.wal.read(1, 1, 1000, (first, count, buffer, offset, length) -> counts.add(count));
    node.queue.emit(node.disk);
    node.truncate(1, 2);
    node.settle();
    assertEquals(List.of(0, 0, 1), counts);
  }

  @Test
  void entriesReplacedWhileTheyAreReadComeBackAsTheNewOnes() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 1, 10, 20, 30);
    node.commit();
    List<ModelLog.Entry> found = new ArrayList<>();
    node.wal.read(
        1,
        2,
        1000,
        (first, count, buffer, offset, length) ->
            found.addAll(ModelLog.decode(count, buffer, offset, length)));
    node.queue.emit(node.disk);
    node.truncate(1, 2);
    node.append(1, 5, 40, 50);
    node.wal.submit();
    node.queue.emit(node.disk);
    node.disk.complete(1, node.queue); // the batch, before the read
    assertEquals(3, node.durable.group(1).entries.size());
    node.settle();
    assertEquals(node.durable.group(1).entries.subList(1, 3), found);
  }

  @Test
  void aBatchThatBecameDurableAfterTheDiskHadReadIsNotLookedFor() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 1, 10, 20);
    node.commit();
    List<Integer> counts = new ArrayList<>();
    node.wal.read(1, 1, 1000, (first, count, buffer, offset, length) -> counts.add(count));
    node.queue.emit(node.disk);
    node.disk.readNow();
    node.append(1, 1, 30);
    node.wal.submit();
    node.queue.emit(node.disk);
    node.disk.complete(1, node.queue); // the batch, before the read
    assertEquals(3, node.durable.group(1).entries.size());
    node.settle();
    assertNull(node.haltReason, node.haltMessage);
    assertEquals(List.of(2), counts);
  }

  @Property(tries = 100)
  void aDiskMayReadAndAnswerInWhateverOrderItLikes(@ForAll long seed) {
    Random random = new Random(seed);
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    int[] unanswered = {0};
    for (int step = 0; step < 300; step++) {
      if (node.wal.idle()) {
        readAnywhere(node, random, unanswered);
        stage(node, random);
        node.wal.submit();
      }
      node.queue.emit(node.disk);
      for (ModelDisk.Pending write : node.disk.pending) {
        if (write.kind().equals("write") && random.nextBoolean()) {
          node.disk.keep(write, random.nextInt((int) write.length() / 512)); // before the rest
        }
      }
      if (random.nextInt(4) == 0) {
        node.disk.readNow();
      }
      if (!node.disk.pending.isEmpty()) {
        node.disk.complete(random.nextInt(node.disk.pending.size()), node.queue);
      }
    }
    node.settle();
    assertNull(node.haltReason, node.haltMessage);
    assertEquals(0, unanswered[0]);
  }

  private static void readAnywhere(WalNode node, Random random, int[] unanswered) {
    int group = 1 + random.nextInt(3);
    int entries = node.durable.group(group).entries.size();
    if (entries == 0) {
      return;
    }
    unanswered[0]++;
    node.wal.read(
        group,
        1 + random.nextInt(entries),
        1 + random.nextInt(100_000),
        (first, count, buffer, offset, length) -> {
          unanswered[0]--;
          List<ModelLog.Entry> found = ModelLog.decode(count, buffer, offset, length);
          for (int i = 0; i < count; i++) { // none if they are truncated
            assertEquals(node.staged.group(group).entries.get((int) first - 1 + i), found.get(i));
          }
        });
  }

  @Test
  void aReadOfWhatIsNotDurableIsABrokenInvariant() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 1, 10);
    ReadHandler handler = (first, count, buffer, offset, length) -> {};
    assertThrows(InvariantViolation.class, () -> node.wal.read(1, 1, 10, handler));
    node.commit();
    node.wal.read(1, 1, 10, handler);
    assertThrows(InvariantViolation.class, () -> node.wal.read(1, 2, 10, handler));
    assertThrows(InvariantViolation.class, () -> node.wal.read(1, 0, 10, handler));
  }

  @Test
  void damageUnderAReadHaltsAndNamesThePlace() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 1, 10);
    node.commit();
    node.append(1, 1, 3000);
    node.commit();
    node.disk.segment(1)[4096 + 1024] ^= 1;
    List<Integer> counts = new ArrayList<>();
    node.wal.read(1, 2, 10, (first, count, buffer, offset, length) -> counts.add(count));
    node.settle();
    assertEquals(HaltReason.DAMAGE, node.haltReason);
    assertTrue(node.haltMessage.contains("segment 1, offset 4096"), node.haltMessage);
    assertEquals(List.of(), counts);
  }

  @Test
  void aFailedReadHalts() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 1, 10);
    node.commit();
    node.wal.read(1, 1, 10, (first, count, buffer, offset, length) -> {});
    node.disk.failKind = "read";
    node.disk.failNext = DiskStatus.IO_ERROR;
    node.settle();
    assertEquals(HaltReason.DISK_FAILURE, node.haltReason);
  }
}
