package io.apexkv.kernel.service;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.raft.ReadSlot;
import io.apexkv.kernel.session.SessionTable;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.ValueRef;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;

/**
 * One group as its clients see it: writes go into the log and are answered when they are applied,
 * reads are answered between the entries that they must and must not see.
 */
final class GroupService implements Applier.Results {

  private final int number;
  private final Group raft;
  private final Engine engine;
  private final ServiceContext context;
  private final StateMachine machine;
  private final SessionTable sessions;
  private final WaitingReads waiting = new WaitingReads();
  private final PendingWrites writes = new PendingWrites();
  private final ReadBack readBack;
  private final Applier applier;
  private final Request answering = new Request();
  private final ReadSlot confirmed = new ReadSlot();
  private final ValueRef value = new ValueRef();
  private boolean deposed;

  GroupService(int number, Group raft, Engine engine, ServiceContext context) {
    this.number = number;
    this.raft = raft;
    this.engine = engine;
    this.context = context;
    sessions =
        new SessionTable(
            (session, evicted) ->
                context.traces.add(Trace.SESSION_EXPIRED, number, session, evicted ? 1 : 0));
    machine = new StateMachine(engine, sessions);
    readBack = new ReadBack(context.config.memory());
    applier = new Applier(raft, machine, waiting, readBack, this);
  }

  int number() {
    return number;
  }

  Group raft() {
    return raft;
  }

  long applied() {
    return applier.applied();
  }

  long digest() {
    return machine.digest();
  }

  /**
   * Appends an entry for a request on the leader; the request is answered now or when applied.
   *
   * @param reserving lengths of the key (high half) and value that the entry will store, 0 if none
   */
  void write(
      Request request,
      Connection connection,
      int kind,
      ByteBuffer payload,
      int offset,
      int length,
      long reserving) {
    if (context.logFull(number)) {
      context.answers.error(
          request,
          "LOG_FULL: the log reached its budget of "
              + context.config.limits().logBudgetBytes()
              + " bytes; it is not compacted yet, so raise --log-budget");
      return;
    }
    if (reserving != 0 && !engine.reserve(keyLength(reserving), valueLength(reserving))) {
      refuse(
          Trace.MEMORY_FULL,
          keyLength(reserving) + valueLength(reserving),
          request,
          "BUSY: the memory for values is used up, or promised to what is to be applied");
      return;
    }
    long index = raft.propose(context.wallMillis, kind, payload, offset, length);
    if (index <= 0) {
      release(reserving);
      refuse(Trace.BUSY, request.origin, request, "BUSY: too many entries wait to be replicated");
      return;
    }
    context.admission.admit(request);
    writes.add(index, request, reserving);
    connection.wrote(number, index, raft.view().term(), context.config.groups());
  }

  private void refuse(Trace event, long first, Request request, String message) {
    context.traces.add(event, number, first, context.admission.pendingBytes());
    context.answers.error(request, message);
  }

  /** The answer that a command under a session got already, or {@link SessionTable#NEW}. */
  int answered(long session, long commandNumber) {
    return sessions.answered(session, commandNumber);
  }

  /** Registers a read on the leader; the request is answered when its turn comes. */
  void read(
      Request request, Connection connection, ByteBuffer buffer, int keyOffset, int keyLength) {
    context.admission.admit(request);
    int slot = context.reads.add(request, buffer, keyOffset, keyLength);
    raft.registerRead(connection.lastWrite(number, raft.view().term()), slot);
  }

  /**
   * Applies, serves and answers what has become possible.
   *
   * @param budgetBytes entries and answers at most
   * @return the bytes used; at least the budget if there is more to do
   */
  int flush(int budgetBytes) {
    settleDeposed();
    while (raft.pollRead(confirmed)) {
      Check.that(confirmed.confirmed(), "only confirmed reads are served", confirmed.cookie());
      waiting.add(confirmed.index(), (int) confirmed.cookie());
    }
    return applier.run(budgetBytes);
  }

  /** Whether a committed entry found no memory for its value. */
  boolean outOfMemory() {
    return applier.outOfMemory();
  }

  /** The engine has fetched a key. */
  void ready(long ticket) {
    applier.ready(ticket);
  }

  void onReadBack(long firstIndex, int count, ByteBuffer entries, int offset, int length) {
    readBack.answer(firstIndex, count, entries, offset, length);
  }

  /** This node led the group and does no more. */
  void leadershipLost() {
    deposed = true;
  }

  /**
   * After leadership was lost: answers everything pending, before any later request is, in the
   * order in which it came. Nobody can say what becomes of the entries that were appended; the
   * reads have done nothing.
   */
  void settleDeposed() {
    if (!deposed) {
      return;
    }
    deposed = false;
    while (raft.pollRead(confirmed)) {
      waiting.add(0, (int) confirmed.cookie());
    }
    ArrayList<Integer> reads = new ArrayList<>();
    while (!waiting.isEmpty()) {
      reads.add(waiting.firstSlot());
      waiting.removeFirst();
    }
    reads.sort(Comparator.comparingLong(slot -> context.reads.request(slot).arrival));
    for (int slot : reads) {
      failWritesBefore(context.reads.request(slot).arrival);
      failRead(slot);
    }
    failWritesBefore(Long.MAX_VALUE);
  }

  private void failWritesBefore(long arrival) {
    while (writes.firstArrival() < arrival) {
      release(writes.firstReserved());
      writes.removeFirst(answering);
      finish(answering);
      context.answers.error(
          answering, "UNKNOWN: leadership was lost before the entry was known to be committed");
    }
  }

  private void failRead(int slot) {
    context.reads.request(slot).copyTo(answering);
    context.reads.remove(slot);
    finish(answering);
    context.answers.error(answering, "NO_LEADER: leadership was lost; read again");
  }

  @Override
  public void applying(long index) {
    if (writes.firstIndex() == index) {
      release(writes.firstReserved());
    }
  }

  @Override
  public void applied(long index, StateMachine.Outcome outcome, ByteBuffer buffer, int payload) {
    if (machine.duplicate()) {
      context.traces.add(
          Trace.DUPLICATE_ANSWERED,
          number,
          LogEntry.session(buffer, payload),
          LogEntry.number(buffer, payload));
    }
    if (outcome == StateMachine.Outcome.OPENED) {
      context.traces.add(Trace.SESSION_OPENED, number, index, LogEntry.window(buffer, payload));
    }
    if (writes.firstIndex() != index) {
      return;
    }
    writes.removeFirst(answering);
    finish(answering);
    context.metrics.put(context.nowNanos - answering.startedNanos);
    answer(outcome, index, buffer, payload);
  }

  private void answer(StateMachine.Outcome outcome, long index, ByteBuffer buffer, int payload) {
    Answers answers = context.answers;
    switch (outcome) {
      case OK, NOT_FOUND, CAS_FAILED -> answers.empty(answering, StateMachine.answer(outcome));
      case OPENED ->
          answers.session(
              answering,
              index,
              LogEntry.window(buffer, payload),
              LogEntry.timeToLiveMillis(buffer, payload));
      case SESSION_EXPIRED ->
          answers.error(
              answering,
              "SESSION_EXPIRED: the group knows no such session; what was in flight is unknown");
      case ALREADY_ANSWERED ->
          answers.error(
              answering, "ALREADY_ANSWERED: the number is below the lowest unanswered one");
      case BEYOND_WINDOW ->
          answers.error(answering, "BUSY: the number is beyond the session's window");
      case NONE, OUT_OF_MEMORY ->
          throw new IllegalStateException("nobody waits for " + outcome + " at " + index);
    }
  }

  @Override
  public long prefetch(int slot) {
    return engine.prefetch(context.reads.key(slot), 0, context.reads.keyLength(slot));
  }

  @Override
  public int serve(int slot) {
    context.reads.request(slot).copyTo(answering);
    finish(answering);
    context.metrics.got(context.nowNanos - answering.startedNanos);
    if (engine.get(context.reads.key(slot), 0, context.reads.keyLength(slot), value)) {
      context.answers.value(answering, value.buffer(), value.offset(), value.length());
      context.reads.remove(slot);
      return ClientFrame.HEADER_BYTES + value.length();
    }
    context.answers.empty(answering, ClientAnswer.NOT_FOUND);
    context.reads.remove(slot);
    return ClientFrame.HEADER_BYTES;
  }

  @Override
  public void readBack(long index) {
    context.logReads.readForApply(number, index);
  }

  /** What {@link #write} is told of a key and a value to store. */
  static long reserving(int keyLength, int valueLength) {
    return (long) keyLength << 32 | valueLength;
  }

  private static int keyLength(long reserving) {
    return (int) (reserving >>> 32);
  }

  private static int valueLength(long reserving) {
    return (int) reserving;
  }

  private void release(long reserved) {
    if (reserved != 0) {
      engine.release(keyLength(reserved), valueLength(reserved));
    }
  }

  private void finish(Request request) {
    context.admission.finish(request);
  }
}
