package io.apexkv.kernel.service;

import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import java.util.ArrayDeque;

/**
 * The requests that this node forwarded to a leader and that are not answered.
 *
 * <p>A forward is sent once. It ends by its answer, or it is given up: when the connection to the
 * peer is lost, when the group has another leader, or when the answer takes too long. A request
 * given up was perhaps applied.
 */
final class Forwards {

  /** A forward under way; reused. */
  static final class Forward {
    final Request request = new Request();
    int group;
    int peer;

    /** Whether it changes nothing, so that giving it up leaves no doubt. */
    boolean read;

    long deadlineNanos;
  }

  /** Told of every forward that is given up. */
  interface GivenUp {
    void givenUp(Forward forward);
  }

  private final LongMap<Forward> byNumber = new LongMap<>();
  private final LongQueue inOrder = new LongQueue();
  private final ArrayDeque<Forward> free = new ArrayDeque<>();
  private final long timeoutNanos;
  private long lastNumber;

  /**
   * @param timeoutNanos how long an answer may take
   */
  Forwards(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
  }

  /** Numbers go up from here: above those of every earlier boot. */
  void startAt(long number) {
    lastNumber = number;
  }

  /** The number of the next forward. */
  long nextNumber() {
    return lastNumber + 1;
  }

  /** Keeps a forward that was just sent under {@link #nextNumber}. */
  void add(Request request, int group, int peer, boolean read, long nowNanos) {
    lastNumber++;
    Forward forward = free.isEmpty() ? new Forward() : free.removeLast();
    request.copyTo(forward.request);
    forward.group = group;
    forward.peer = peer;
    forward.read = read;
    forward.deadlineNanos = nowNanos + timeoutNanos;
    byNumber.put(lastNumber, forward);
    inOrder.addLast(lastNumber);
  }

  /** Takes off the forward that an answer from this peer names; null if it is not waited for. */
  @Nullable
  Forward answered(long number, int peer) {
    Forward forward = byNumber.get(number);
    if (forward == null || forward.peer != peer) {
      return null;
    }
    byNumber.remove(number);
    dropAnswered();
    return forward;
  }

  /** Makes a forward that {@link #answered} returned available again. */
  void recycle(Forward forward) {
    free.addLast(forward);
  }

  /** Gives up everything under way to a peer. */
  void peerDown(int peer, GivenUp observer) {
    giveUpWhere(0, peer, observer);
  }

  /** Gives up everything under way for a group. */
  void leaderChanged(int group, GivenUp observer) {
    giveUpWhere(group, 0, observer);
  }

  /** Gives up what has taken too long. */
  void time(long nowNanos, GivenUp observer) {
    while (!inOrder.isEmpty()) {
      Forward forward = byNumber.get(inOrder.first());
      if (forward != null) {
        if (forward.deadlineNanos > nowNanos) {
          return;
        }
        giveUp(inOrder.first(), forward, observer);
      }
      inOrder.removeFirst();
    }
  }

  long nextDeadlineNanos() {
    dropAnswered();
    Forward forward = inOrder.isEmpty() ? null : byNumber.get(inOrder.first());
    return forward == null ? Long.MAX_VALUE : forward.deadlineNanos;
  }

  boolean isEmpty() {
    return byNumber.isEmpty();
  }

  /** In the order in which they were sent, so that one connection's answers keep their order. */
  private void giveUpWhere(int group, int peer, GivenUp observer) {
    for (int i = 0; i < inOrder.size(); i++) {
      Forward forward = byNumber.get(inOrder.get(i));
      if (forward != null && (forward.group == group || forward.peer == peer)) {
        giveUp(inOrder.get(i), forward, observer);
      }
    }
    dropAnswered();
  }

  private void giveUp(long number, Forward forward, GivenUp observer) {
    byNumber.remove(number);
    observer.givenUp(forward);
    free.addLast(forward);
  }

  private void dropAnswered() {
    while (!inOrder.isEmpty() && byNumber.get(inOrder.first()) == null) {
      inOrder.removeFirst();
    }
  }
}
