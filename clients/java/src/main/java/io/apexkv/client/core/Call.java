package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;

/** A request on its way, from submission to its outcome. */
final class Call {

  final ClientRequest request;

  /** Null for the core's own requests: what answers them is the core. */
  final @Nullable Completion completion;

  /** Counts the calls of this client; jitter is drawn from it. */
  final long serial;

  /** When the call is given up, however far it came; {@link #NO_DEADLINE} for the core's own. */
  final long deadlineNanos;

  /** Its place in {@link Calls} and the id of its timer. */
  final int slot;

  /** Where it waits, if it waits in a queue. */
  @Nullable CallQueue queue;

  @Nullable Call queueBefore;
  @Nullable Call queueAfter;

  /** Of an operation and of session requests, once partitions are known: from 1. */
  long group;

  /** Of a write that was given a number: its session. */
  @Nullable Session session;

  long number;

  /** Whether a sending of it waits for its answer; there is at most one. */
  boolean inFlight;

  /** When that sending left, and when the first one did. */
  long sentNanos;

  long firstSentNanos = Long.MAX_VALUE;

  /**
   * Whether some sending of it ended without saying if it was applied. Never goes back: a FAILED
   * answer to a later sending says nothing about an earlier one.
   */
  boolean doubt;

  /** Pauses so far; the next one is longer. */
  int pauses;

  /** Redirects since the last pause, so that two nodes can't play ball with it. */
  int redirects;

  /** What went wrong last, for the message of its outcome; empty if nothing did. */
  String trouble = "";

  /** Set once; the call stays in its link's books until an answer comes, so that silence shows. */
  @Nullable Outcome outcome;

  static final long NO_DEADLINE = Long.MAX_VALUE - 1;

  Call(
      ClientRequest request,
      @Nullable Completion completion,
      long serial,
      long deadlineNanos,
      int slot) {
    this.request = request;
    this.completion = completion;
    this.serial = serial;
    this.deadlineNanos = deadlineNanos;
    this.slot = slot;
  }

  boolean isEnded() {
    return outcome != null;
  }

  /** Whether it may have been or become applied by what was sent. */
  boolean mayBeApplied() {
    return request.isWrite() && (doubt || inFlight);
  }

  /** Completes the frame for its next sending; answers the frame's offset in the buffer. */
  int finishFrame(int sequence) {
    Session under = session;
    return under == null
        ? request.finishPlain(sequence)
        : request.finishCommand(sequence, group, under.id(), number, under.lowestUnanswered());
  }
}
