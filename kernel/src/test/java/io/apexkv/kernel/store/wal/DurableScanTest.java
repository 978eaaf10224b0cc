package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DurableScanTest {

  private final Config config = WalNode.config(2);
  private final DurableScan scan =
      new DurableScan(WalNode.CLUSTER, 1, ByteBuffer.allocate(WalNode.CHUNK_BYTES));

  @Test
  void eachDurableWriteShowsItsRecords() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.disk.written.clear();
    node.hardState(1, 2, 3);
    node.append(1, 2, 10, 20);
    node.commit();
    node.truncate(1, 2);
    node.append(2, 2, 3000);
    node.commit();
    ModelLog found = new ModelLog(2);
    long last = 0;
    for (ModelDisk.Pending write : node.disk.written) {
      if (write.file().equals(Superblock.FILE)) {
        continue;
      }
      ByteBuffer bytes = write.bytes();
      int length = scan.batch(write.file().id(), write.offset(), bytes, 0, bytes.capacity(), found);
      assertEquals(bytes.capacity(), length);
      assertEquals(last, scan.previousSequence());
      last = scan.sequence();
    }
    assertTrue(found.hasEntriesOf(node.durable));
    assertEquals(2, found.group(1).term);
    assertEquals(3, found.group(1).votedFor);
    assertEquals(last, scan.log(id -> segment(node, id), new ModelLog(2)));
  }

  @Test
  void whatIsNoWholeBatchShowsNothing() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.append(1, 2, 3000);
    node.commit();
    ByteBuffer bytes = segment(node, 1);
    ModelLog found = new ModelLog(2);
    assertEquals(0, scan.batch(1, 4096, bytes, 0, 8192, found)); // another place
    assertEquals(0, scan.batch(1, 0, bytes, 0, 0, found));
    assertEquals(0, scan.batch(1, 8192, bytes, 8192, 4096, found)); // zeros
    bytes.put(1500, (byte) (bytes.get(1500) ^ 4));
    assertEquals(0, scan.batch(1, 0, bytes, 0, 8192, found));
    assertTrue(found.hasEntriesOf(new ModelLog(2)));
    bytes.put(1500, (byte) (bytes.get(1500) ^ 4));
    assertEquals(4096, scan.batch(1, 0, bytes, 0, 8192, found));
    assertTrue(found.hasEntriesOf(node.durable));
  }

  @Test
  void aDirectoryWithoutALogHoldsNothing() {
    assertEquals(0, scan.log(id -> null, new ModelLog(2)));
  }

  private static ByteBuffer segment(WalNode node, long id) {
    byte[] bytes = node.disk.files.get(WalNode.segment(id));
    return ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
  }
}
