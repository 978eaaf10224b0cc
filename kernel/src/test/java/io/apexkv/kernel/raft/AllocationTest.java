package io.apexkv.kernel.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.kernel.wire.PeerFrame;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A warm leader replicates, commits and confirms reads without allocating. */
class AllocationTest {

  private static final int WARM = 20_000;
  private static final int MEASURED = 20_000;

  /** Takes everything at once, and knows nothing. */
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

  private final TestNode node = Scenario.elected(Scenario.fresh(3));
  private final Group group = node.group(1);
  private final ByteBuffer payload = ByteBuffer.allocate(200);
  private final ReadSlot read = new ReadSlot();
  private final EntryRef entry = new EntryRef();
  private int frames;
  private long applied;
  private long served;

  private final QuietHost host =
      new QuietHost() {
        @Override
        public void send(int peer, ByteBuffer sent, int offset, int length) {
          frames += PeerFrame.lengthOf(sent, offset, length) > 0 ? 1 : 0;
          node.outbox.sendSpace(peer, length);
        }
      };

  /** One batch of a leader: a write, a read, both followers' answers, the disk's, and a flush. */
  private void batch() {
    node.nowNanos += 1000;
    long index = group.propose(node.wallMillis, EntryCodec.COMMAND, payload, 0, 200);
    group.registerRead(index, index);
    node.groups.time(node.nowNanos, node.wallMillis);
    node.groups.stage(NOWHERE);
    node.groups.send(node.nowNanos);
    node.outbox.emit(host);
    long round = group.readRound();
    group.onAppendAnswer(node.nowNanos, Scenario.SECOND, 1, true, index, 0, round);
    group.onAppendAnswer(node.nowNanos, Scenario.THIRD, 1, true, index, 0, round);
    node.groups.batchDurable(node.nowNanos);
    while (group.pollRead(read)) {
      served += read.confirmed() ? 1 : 0;
    }
    while (applied < group.view().commitIndex()) {
      applied++;
      assertTrue(group.entryInTail(applied, entry));
    }
    group.applied(applied);
  }

  @Test
  void aWarmLeaderAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM; i++) {
      batch();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      batch();
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(served >= WARM + MEASURED && frames >= 2 * (WARM + MEASURED), "it did something");
    assertTrue(bytes < MEASURED, bytes + " bytes for " + MEASURED + " batches");
  }
}
