package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.HaltReason;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * Batches whose stamps all verify and whose content is wrong: no medium does that, but a program
 * may have. Nothing is built on them.
 */
class RecoveryContentTest {

  private static final int SECOND = 4096;

  /** In the second batch: header, one directory row of 32, a truncation of 24, then entries. */
  private static final int TRUNCATION = 64 + 32;

  private static final int ENTRIES = TRUNCATION + 24;
  private static final int ENTRY = ENTRIES + 32;

  private final Config config = WalNode.config(2);
  private final WalNode node = WalNode.boot(WalNode.formatted(config), config);

  RecoveryContentTest() {
    node.append(1, 3, 10, 20);
    node.commit();
    node.truncate(1, 2);
    node.append(1, 3, 30, 40);
    node.commit();
  }

  @Test
  void theBatchesAreFineAsTheyAre() {
    WalNode next = bootWithInt(SECOND, 60, 0);
    assertTrue(next.isServing(), next.haltMessage);
    assertTrue(next.recovered.hasEntriesOf(node.durable));
  }

  @Test
  void aHeaderThatContradictsItselfIsRefused() {
    refuse(bootWithInt(SECOND, 0, 1)); // no magic
    refuse(bootWithInt(SECOND, 8, 63)); // shorter than a header
    refuse(bootWithInt(SECOND, 8, 1 << 29)); // beyond the segment
    refuse(bootWithInt(SECOND, 12, 3)); // two records
    refuse(bootWithInt(SECOND, 20, 9)); // another sequence than its stamps
    refuse(bootWithInt(SECOND, 52, 2)); // another segment's
    refuse(bootWithInt(SECOND, 56, 1000)); // rows beyond the end
    refuse(bootWithInt(SECOND, 4, 1 << 16 | 1)); // starts a segment in its middle
    refuse(bootWithInt(0, 4, 1 << 16)); // does not start the segment where it begins
  }

  @Test
  void aDirectoryThatIsNotThatOfTheBatchBeforeIsRefused() {
    refuse(bootWithInt(SECOND, 64 + 28, 4));
  }

  @Test
  void recordsThatAreNoneAreRefused() {
    refuse(bootWithInt(SECOND, TRUNCATION, 9 << 24)); // an unknown type
    refuse(bootWithInt(SECOND, TRUNCATION, 1 << 24)); // entries in eight bytes
    refuse(bootWithInt(SECOND, TRUNCATION + 4, 16)); // a longer body
    refuse(bootWithInt(SECOND, TRUNCATION + 4, -1));
    refuse(bootWithInt(SECOND, TRUNCATION + 12, 3)); // a group that does not exist
    refuse(bootWithInt(SECOND, TRUNCATION + 12, 0));
  }

  @Test
  void recordsThatCannotFollowAreRefused() {
    refuse(bootWithInt(SECOND, TRUNCATION + 20, 4)); // the log ends at 2
    refuse(bootWithInt(SECOND, TRUNCATION + 20, 0));
    refuse(bootWithInt(SECOND, ENTRIES + 20, 3)); // a gap
    refuse(bootWithInt(SECOND, ENTRIES + 20, 1)); // twice
    refuse(bootWithInt(SECOND, ENTRIES + 24, 3)); // three entries
    refuse(bootWithInt(SECOND, ENTRY, 31)); // one longer entry
    refuse(bootWithInt(SECOND, ENTRY + 12, 2)); // a term that falls
  }

  @Test
  void headsThatContradictTheLogAreRefused() {
    refuse(bootWithInt(0, 64 + 16 + 36, 7)); // entries before the first segment
    refuse(bootWithInt(0, 64 + 64 + 12, 1)); // group 1 twice
    refuse(bootWithInt(0, 64 + 64, 2 << 24)); // a hard state where a head belongs
  }

  private static void refuse(WalNode refusing) {
    assertEquals(HaltReason.DAMAGE, refusing.haltReason);
    assertTrue(refusing.haltMessage.contains("verifies, but holds"), refusing.haltMessage);
  }

  /** Changes four bytes of a small batch's payload, stamps it again and boots. */
  private WalNode bootWithInt(int batch, int position, int value) {
    ModelDisk disk = ModelDisk.holding(node.disk.copyOfFiles());
    ByteBuffer segment = ByteBuffer.wrap(disk.segment(1));
    long sequence = Sectors.sequence(segment, batch);
    segment.putInt(batch + position, value);
    Sectors.ofLog(WalNode.CLUSTER, 1)
        .stamp(WalNode.segment(1), batch, segment, batch, 4096, sequence);
    return WalNode.boot(disk, config);
  }
}
