package io.apexkv.kernel.service;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.raft.EntryRef;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/**
 * Applies committed entries in log order, and serves each confirmed read exactly between the
 * entries that it must and must not see: with index i, after entry i and before entry i + 1.
 *
 * <p>One thing at a time: while the engine fetches a key, for a read or an entry, nothing behind it
 * moves, so results never depend on the order in which a disk answers.
 */
final class Applier {

  /** Where applied entries and reads have their effect outside the state machine. */
  interface Results {
    /** An entry is about to be applied. */
    void applying(long index);

    /** An entry was applied. */
    void applied(long index, StateMachine.Outcome outcome, ByteBuffer buffer, int payload);

    /** A read's turn has come and its key is resident: answer it; returns the answer's bytes. */
    int serve(int readSlot);

    /** Makes a read's key resident: {@link Engine#READY} or a ticket. */
    long prefetch(int readSlot);

    /** Entries from this index on are needed and are not in memory. */
    void readBack(long index);
  }

  private final Group group;
  private final StateMachine machine;
  private final WaitingReads reads;
  private final ReadBack readBack;
  private final Results results;
  private final EntryRef entry = new EntryRef();
  private long applied;
  private long awaitedTicket = Engine.READY;
  private boolean outOfMemory;

  Applier(
      Group group, StateMachine machine, WaitingReads reads, ReadBack readBack, Results results) {
    this.group = group;
    this.machine = machine;
    this.reads = reads;
    this.readBack = readBack;
    this.results = results;
  }

  /** Index of the last entry applied; it only grows, one by one. */
  long applied() {
    return applied;
  }

  /** Whether a committed entry found no memory for its value. */
  boolean outOfMemory() {
    return outOfMemory;
  }

  /** The engine has fetched what this ticket stands for. */
  void ready(long ticket) {
    if (ticket == awaitedTicket) {
      awaitedTicket = Engine.READY;
    }
  }

  /**
   * Goes on until all is done, something must be waited for, or the budget is used up.
   *
   * @param budgetBytes entries and answers at most, counted before each
   * @return the bytes used; at least the budget if it stopped for that, and so wants to run again
   */
  int run(int budgetBytes) {
    int used = 0;
    while (awaitedTicket == Engine.READY && !outOfMemory && used < budgetBytes) {
      if (reads.firstIndex() <= applied) {
        used += serveRead();
      } else if (applied == group.view().commitIndex()) {
        readBack.release();
        return used;
      } else if (findEntry()) {
        used += EntryCodec.bytes(entry.buffer(), entry.offset());
        applyEntry();
      } else {
        return used;
      }
    }
    return used;
  }

  /** Serves the read whose turn it is, if its key is resident; returns the bytes of the answer. */
  private int serveRead() {
    int slot = reads.firstSlot();
    awaitedTicket = results.prefetch(slot);
    if (awaitedTicket != Engine.READY) {
      return 0;
    }
    reads.removeFirst();
    return results.serve(slot);
  }

  /** Points {@link #entry} at the next one to apply, or asks for it. */
  private boolean findEntry() {
    long index = applied + 1;
    if (readBack.entry(index, entry)) {
      return true;
    }
    if (group.entryInTail(index, entry)) {
      readBack.release();
      return true;
    }
    if (!readBack.asked()) {
      readBack.asking(Math.min(group.view().commitIndex(), group.view().durableIndex()));
      results.readBack(index);
    }
    return false;
  }

  private void applyEntry() {
    ByteBuffer buffer = entry.buffer();
    int kind = EntryCodec.kind(buffer, entry.offset());
    int payload = entry.offset() + EntryCodec.HEADER_BYTES;
    int payloadBytes = EntryCodec.payloadBytes(buffer, entry.offset());
    awaitedTicket = machine.prefetch(kind, buffer, payload, payloadBytes);
    if (awaitedTicket != Engine.READY) {
      return;
    }
    long index = applied + 1;
    Check.that(index <= group.view().commitIndex(), "only committed entries are applied", index);
    results.applying(index);
    StateMachine.Outcome outcome =
        machine.apply(
            index,
            kind,
            EntryCodec.logTimeMillis(buffer, entry.offset()),
            buffer,
            payload,
            payloadBytes);
    if (outcome == StateMachine.Outcome.OUT_OF_MEMORY) {
      outOfMemory = true; // nothing behind it may be applied or read: the node stops
      return;
    }
    applied = index;
    group.applied(index);
    results.applied(index, outcome, buffer, payload);
    if (!readBack.isEmpty()) {
      readBack.next();
    }
  }
}
