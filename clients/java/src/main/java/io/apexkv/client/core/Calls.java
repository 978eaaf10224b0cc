package io.apexkv.client.core;

import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.TimerQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls that have not ended: their bounds, their one timer each (the end of a pause or of the
 * call, whichever is sooner), and the outcomes that are still to be told.
 */
final class Calls {

  private final ClientSettings settings;
  private final Backoff backoff;
  private final List<@Nullable Call> bySlot = new ArrayList<>();
  private final LongQueue freeSlots = new LongQueue();
  private final TimerQueue timers = new TimerQueue();
  private final ArrayDeque<Call> ended = new ArrayDeque<>();
  private long lastSerial;
  private int pendingRequests;
  private long pendingBytes;

  Calls(ClientSettings settings, Backoff backoff) {
    this.settings = settings;
    this.backoff = backoff;
  }

  boolean hasRoom(ClientRequest request) {
    return pendingRequests < settings.pendingRequests()
        && pendingBytes + request.bytes() <= settings.pendingBytes();
  }

  int pendingRequests() {
    return pendingRequests;
  }

  /** Begins a call of the client's user. */
  Call begin(ClientRequest request, Completion completion, long deadlineNanos) {
    pendingRequests++;
    pendingBytes += request.bytes();
    Call call = add(request, completion, deadlineNanos);
    timers.set(call.slot, deadlineNanos);
    return call;
  }

  /** Begins a call of the core's own, which goes on until it is answered or dropped. */
  Call beginOwn(ClientRequest request) {
    return add(request, null, Call.NO_DEADLINE);
  }

  private Call add(ClientRequest request, @Nullable Completion completion, long deadlineNanos) {
    int slot = freeSlots.isEmpty() ? bySlot.size() : (int) freeSlots.removeLast();
    Call call = new Call(request, completion, ++lastSerial, deadlineNanos, slot);
    if (slot == bySlot.size()) {
      bySlot.add(call);
    } else {
      bySlot.set(slot, call);
    }
    return call;
  }

  /** Ends a call: it holds nothing any more, and its outcome is told at the end of this input. */
  void end(Call call, Outcome outcome) {
    call.outcome = outcome;
    if (call.queue != null) {
      call.queue.remove(call);
    }
    timers.cancel(call.slot);
    bySlot.set(call.slot, null);
    freeSlots.addLast(call.slot);
    if (call.completion != null) {
      pendingRequests--;
      pendingBytes -= call.request.bytes();
      ended.addLast(call);
    }
    call.request.release();
  }

  /** Pauses before the next attempt, longer each time. */
  void pause(Call call, long nowNanos, String why) {
    call.trouble = why;
    call.redirects = 0;
    call.pauses++;
    long untilNanos = nowNanos + backoff.nanos(call.serial, call.pauses);
    timers.set(call.slot, Math.min(untilNanos, call.deadlineNanos));
  }

  /** The next call whose pause or time is over, or null; a pause's end leaves the deadline set. */
  @Nullable
  Call pollDue(long nowNanos) {
    int slot = timers.pollDue(nowNanos);
    if (slot < 0) {
      return null;
    }
    Call call = bySlot.get(slot);
    if (call != null && nowNanos < call.deadlineNanos && call.deadlineNanos != Call.NO_DEADLINE) {
      timers.set(slot, call.deadlineNanos);
    }
    return call;
  }

  long nextDeadlineNanos() {
    return timers.nextDeadlineNanos();
  }

  /** The next ended call whose completion was not told, or null. */
  @Nullable
  Call pollEnded() {
    return ended.poll();
  }

  /** All calls that have not ended, the oldest first. */
  List<Call> open() {
    List<Call> open = new ArrayList<>();
    for (Call call : bySlot) {
      if (call != null) {
        open.add(call);
      }
    }
    open.sort((one, two) -> Long.compare(one.serial, two.serial));
    return open;
  }
}
