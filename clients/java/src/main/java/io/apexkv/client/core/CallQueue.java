package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;

/**
 * A first-in first-out queue of calls, linked through the calls themselves, so that one whose time
 * is over leaves from the middle at once. A call is in one queue at most.
 */
final class CallQueue {

  private @Nullable Call first;
  private @Nullable Call last;

  boolean isEmpty() {
    return first == null;
  }

  void addLast(Call call) {
    call.queue = this;
    call.queueBefore = last;
    if (last == null) {
      first = call;
    } else {
      last.queueAfter = call;
    }
    last = call;
  }

  void addFirst(Call call) {
    call.queue = this;
    call.queueAfter = first;
    if (first == null) {
      last = call;
    } else {
      first.queueBefore = call;
    }
    first = call;
  }

  /** Removes and returns the first call, or null if there is none. */
  @Nullable
  Call poll() {
    Call call = first;
    if (call != null) {
      remove(call);
    }
    return call;
  }

  /** Removes a call that is in this queue. */
  void remove(Call call) {
    Call before = call.queueBefore;
    Call after = call.queueAfter;
    if (before == null) {
      first = after;
    } else {
      before.queueAfter = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.queueBefore = before;
    }
    call.queue = null;
    call.queueBefore = null;
    call.queueAfter = null;
  }
}
