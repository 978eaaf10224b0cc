package io.apexkv.client.core;

import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The writes of each group: queued until a session is open and its window has room, numbered, sent.
 *
 * <p>A session is opened when the first write needs it, and replaced when a write finds that half
 * its time to live has passed unused, provided that nothing is in flight under it. Opening may be
 * repeated: a session too many expires by itself.
 */
final class Writes {

  /** What this asks of the core. */
  interface Core {
    /** Sends a call on its way, or pauses it. */
    void dispatch(Call call);

    /** Begins a request of the core's own and sends it on its way. */
    Call begin(ClientRequest request, long group);

    void end(Call call, Outcome outcome);

    /** Ends a call whose time is over. */
    void expire(Call call);
  }

  /** One group's writes. */
  private static final class Lane {
    final long group;
    final CallQueue queued = new CallQueue();
    @Nullable Session session;
    @Nullable Call opening;

    Lane(long group) {
      this.group = group;
    }
  }

  private final ClientSettings settings;
  private final Core core;
  private final LongMap<Lane> lanes = new LongMap<>();

  Writes(ClientSettings settings, Core core) {
    this.settings = settings;
    this.core = core;
  }

  /** A write whose group is known. */
  void add(Call call, long nowNanos) {
    if (!settings.sessions()) {
      core.dispatch(call);
      return;
    }
    Lane lane = lane(call.group);
    lane.queued.addLast(call);
    pump(lane, nowNanos);
  }

  /** A write that was numbered has its outcome. */
  void settled(Call call, long nowNanos) {
    Session session = call.session;
    if (session != null) {
      session.settle(call);
      pump(lane(call.group), nowNanos);
    }
  }

  /** A session was opened; the payload is the range. False if it is not what it should be. */
  boolean opened(Call call, ByteBuffer buffer, int offset, int length, long nowNanos) {
    if (length != 24) {
      return false;
    }
    long id = buffer.getLong(offset);
    int granted = buffer.getInt(offset + 8);
    long timeToLiveMillis = buffer.getLong(offset + 16);
    if (id < 1 || granted < 1 || timeToLiveMillis < 1) {
      return false;
    }
    Lane lane = lane(call.group);
    if (lane.opening == call) {
      int window = Math.min(granted, settings.sessionWindow());
      long timeToLiveNanos = Math.min(timeToLiveMillis, Long.MAX_VALUE / 1_000_000) * 1_000_000;
      lane.session = new Session(id, window, timeToLiveNanos, call.sentNanos);
      lane.opening = null;
      pump(lane, nowNanos);
    }
    return true;
  }

  /** Whether a request to open a session is still of use to anybody. */
  boolean isWanted(Call opening) {
    return !lane(opening.group).queued.isEmpty();
  }

  /** A request to open a session was dropped. */
  void dropped(Call opening) {
    lane(opening.group).opening = null;
  }

  /** No session can be had: what waits for it was never sent. */
  void refused(Call opening, String message) {
    Lane lane = lane(opening.group);
    lane.opening = null;
    for (Call call = lane.queued.poll(); call != null; call = lane.queued.poll()) {
      core.end(call, new Outcome.Failed(message));
    }
  }

  /**
   * The group does not know the call's session any more: whatever may have been applied under it is
   * UNKNOWN, and what certainly was not goes under the next one.
   */
  void expired(Call call, String message, long nowNanos) {
    Lane lane = lane(call.group);
    Session session = call.session;
    if (session == null || lane.session != session) {
      return;
    }
    lane.session = null;
    ArrayDeque<Call> again = new ArrayDeque<>();
    for (Call c = session.unsettledFrom(1); c != null; c = session.unsettledFrom(c.number + 1)) {
      if (c == call || c.mayBeApplied()) {
        core.end(c, new Outcome.Unknown(message));
      } else {
        again.addFirst(c);
      }
    }
    for (Call c : again) {
      if (c.queue != null) {
        c.queue.remove(c);
      }
      c.session = null;
      lane.queued.addFirst(c);
    }
    pump(lane, nowNanos);
  }

  /** The open session of a group if nothing is in flight under it, to be closed; else null. */
  @Nullable
  Session idleSession(long group) {
    Session session = lane(group).session;
    return session != null && session.isIdle() ? session : null;
  }

  private void pump(Lane lane, long nowNanos) {
    while (!lane.queued.isEmpty()) {
      Session session = lane.session;
      if (session != null && session.isIdle() && session.isStale(nowNanos)) {
        lane.session = null;
        session = null;
      }
      if (session == null) {
        if (lane.opening == null) {
          lane.opening =
              core.begin(
                  ClientRequest.openSession(lane.group, settings.sessionWindow()), lane.group);
        }
        return;
      }
      if (!session.hasRoom()) {
        return;
      }
      Call call = lane.queued.poll();
      if (call != null && nowNanos >= call.deadlineNanos) {
        core.expire(call); // it was never sent, and sending it now would only make it UNKNOWN
      } else if (call != null) {
        session.number(call);
        core.dispatch(call);
      }
    }
  }

  private Lane lane(long group) {
    Lane lane = lanes.get(group);
    if (lane == null) {
      lane = new Lane(group);
      lanes.put(group, lane);
    }
    return lane;
  }
}
