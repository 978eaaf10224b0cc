package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalAllocationTest {

  private static final int BATCHES = 3_000;

  /** Takes writes and keeps only what their completion needs. */
  private static final class Taker extends ModelDisk {
    private long ticket;
    private @Nullable ByteBuffer buffer;
    private int length;

    @Override
    public void diskWrite(
        long newTicket,
        FileId file,
        long fileOffset,
        ByteBuffer newBuffer,
        int offset,
        int newLength,
        boolean durable) {
      ticket = newTicket;
      buffer = newBuffer;
      length = newLength;
    }
  }

  private final Config config =
      WalNode.config(WalNode.CLUSTER, 1, 16, 2, 64 << 20, List.of(1, 2, 3));
  private final WalNode node = WalNode.boot(WalNode.formatted(config), config);
  private final Taker taker = new Taker();
  private final ByteBuffer entry = ByteBuffer.wrap(WalNode.entry(1, 1, 1, 300));

  @Test
  void aWarmLogAllocatesNothingButItsIndex() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    node.isModelled = false;
    write(0);
    long before = threads.getCurrentThreadAllocatedBytes();
    write(BATCHES);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(node.wal.usedBytes() >= 2L * BATCHES * 4096, "two times the batches were written");
    // 16 bytes for each 64 KiB of log and group, in arrays that double.
    assertTrue(allocated < 20_000, allocated + " bytes for " + BATCHES + " batches");
  }

  private void write(int from) {
    for (int batch = from; batch < from + BATCHES; batch++) {
      for (int group = 1; group <= 2; group++) {
        assertEquals(1, node.wal.entries(group, 1 + batch, 1, entry, 0, entry.capacity()));
      }
      node.wal.submit();
      node.queue.emit(taker);
      node.queue.done(taker.ticket, DiskStatus.OK, taker.buffer, taker.length);
    }
  }
}
