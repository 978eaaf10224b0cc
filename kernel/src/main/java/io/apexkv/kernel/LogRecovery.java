package io.apexkv.kernel;

import io.apexkv.kernel.raft.Groups;
import io.apexkv.kernel.store.wal.RecoverySink;
import java.nio.ByteBuffer;

/** At boot: what the log holds, given to Raft's groups. */
final class LogRecovery implements RecoverySink {

  private final Kernel kernel;
  private final Groups groups;

  LogRecovery(Kernel kernel, Groups groups) {
    this.kernel = kernel;
    this.groups = groups;
  }

  @Override
  public void hardState(long group, long term, long votedFor) {
    groups.recoverHardState(group, term, votedFor);
  }

  @Override
  public void head(
      long group, long firstIndex, long termBeforeFirst, long lastIndex, long lastTerm) {
    groups.recoverStart(group, firstIndex, termBeforeFirst);
  }

  @Override
  public void truncate(long group, long fromIndex) {
    groups.recoverTruncate(group, fromIndex);
  }

  @Override
  public void entries(
      long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {
    if (!groups.recoverEntries(group, count, buffer, offset)) {
      kernel.outOfMemory("the log's tail does not fit into memory; give the node more memory");
    }
  }

  @Override
  public void tornTailCut(long segment, long offset) {
    kernel.traces().add(Trace.TORN_TAIL_CUT, 0, segment, offset);
  }

  @Override
  public void recovered(long bootCounter, long entries) {
    kernel.recovered(bootCounter, entries);
  }
}
