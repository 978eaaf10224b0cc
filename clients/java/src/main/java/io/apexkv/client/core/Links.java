package io.apexkv.client.core;

import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.TimerQueue;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections to all nodes that were heard of, and what is in flight on each.
 *
 * <p>A connection that leaves a request unanswered for too long is closed, so that every call has
 * at most one sending under way and every sending ends: by an answer, or with its connection.
 */
final class Links {

  /** Addresses that a client remembers at most; more can only be a mistake. */
  static final int MOST_LINKS = 256;

  /** Told what becomes of calls. */
  interface Owner {
    /** An answer to a call that has not ended; false if it can't be understood. */
    boolean answered(Call call, Link link, ByteBuffer frame, int offset, int length);

    /** A call's sending ended without an answer, or it could not be sent to this link at all. */
    void lost(Call call, boolean sent, String why);

    /** A connection was lost or could not be made; its calls are told after this. */
    void down(Link link);
  }

  private final ClientSettings settings;
  private final Backoff backoff;
  private final Transport transport;
  private final Owner owner;
  private final List<Link> links = new ArrayList<>();
  private final LongMap<Link> byConnection = new LongMap<>();
  private final TimerQueue timers = new TimerQueue();
  private long lastConnection;
  private int lastSequence;
  private int turn;

  Links(ClientSettings settings, Backoff backoff, Transport transport, Owner owner) {
    this.settings = settings;
    this.backoff = backoff;
    this.transport = transport;
    this.owner = owner;
  }

  /** The link to an address; null if too many addresses were heard of already. */
  @Nullable
  Link to(String address) {
    for (Link link : links) {
      if (link.address.equals(address)) {
        return link;
      }
    }
    if (links.size() == MOST_LINKS) {
      return null;
    }
    Link link = new Link(links.size(), address);
    links.add(link);
    return link;
  }

  /** A link to any node, by turns, rather a connected one; null if all rest after failures. */
  @Nullable
  Link any(long nowNanos) {
    Link usable = null;
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get((turn + i) % links.size());
      if (link.state == Link.State.CONNECTED) {
        turn = link.id + 1;
        return link;
      }
      if (usable == null && link.isUsable(nowNanos)) {
        usable = link;
      }
    }
    if (usable != null) {
      turn = usable.id + 1;
    }
    return usable;
  }

  /** Sends a call now or as soon as the link is connected. The link must be usable. */
  void send(Link link, Call call, long nowNanos) {
    if (link.state == Link.State.CONNECTED) {
      transmit(link, call, nowNanos);
      return;
    }
    link.waiting.addLast(call);
    if (link.state == Link.State.IDLE) {
      link.state = Link.State.CONNECTING;
      link.connection = ++lastConnection;
      link.connectDeadlineNanos = nowNanos + settings.connectTimeoutNanos();
      byConnection.put(link.connection, link);
      timers.set(link.id, link.connectDeadlineNanos);
      transport.connect(link.connection, link.address);
    }
  }

  /** Sends a request whose answer nobody waits for. The link must be connected. */
  void sendOnly(Link link, ClientRequest request) {
    int offset = request.finishPlain(++lastSequence);
    transport.send(link.connection, request.frame(), offset, request.bytes() - offset);
  }

  private void transmit(Link link, Call call, long nowNanos) {
    int sequence = ++lastSequence;
    call.inFlight = true;
    call.sentNanos = nowNanos;
    call.firstSentNanos = Math.min(call.firstSentNanos, nowNanos);
    if (link.inFlight.isEmpty()) {
      timers.set(link.id, nowNanos + settings.attemptTimeoutNanos());
    }
    link.inFlight.put(Integer.toUnsignedLong(sequence), call);
    int offset = call.finishFrame(sequence);
    transport.send(link.connection, call.request.frame(), offset, call.request.bytes() - offset);
  }

  void onConnected(long connection, long nowNanos) {
    Link link = byConnection.get(connection);
    if (link == null || link.state != Link.State.CONNECTING) {
      return;
    }
    link.state = Link.State.CONNECTED;
    timers.cancel(link.id);
    for (Call call = link.waiting.poll(); call != null; call = link.waiting.poll()) {
      transmit(link, call, nowNanos);
    }
  }

  void onDisconnected(long connection, String reason, long nowNanos) {
    Link link = byConnection.get(connection);
    if (link != null) {
      fail(link, reason, nowNanos);
    }
  }

  void onFrame(long connection, ByteBuffer buffer, int offset, int length, long nowNanos) {
    Link link = byConnection.get(connection);
    if (link == null) {
      return;
    }
    if (length < ClientFrame.HEADER_BYTES
        || ClientFrame.lengthOf(buffer, offset, length) != length) {
      closeAndFail(link, "it sent bytes that are no frame of this protocol", nowNanos);
      return;
    }
    link.failures = 0;
    long sequence = Integer.toUnsignedLong(ClientFrame.sequence(buffer, offset));
    Call call = link.inFlight.remove(sequence);
    if (call == null) {
      return;
    }
    call.inFlight = false;
    if (!call.isEnded() && !owner.answered(call, link, buffer, offset, length)) {
      String why =
          "it gave an answer that doesn't fit: 0x"
              + Integer.toHexString(ClientFrame.command(buffer, offset));
      owner.lost(call, true, link.address + ": " + why);
      closeAndFail(link, why, nowNanos);
    }
  }

  void onTime(long nowNanos) {
    for (int id = timers.pollDue(nowNanos); id >= 0; id = timers.pollDue(nowNanos)) {
      Link link = links.get(id);
      if (link.state == Link.State.CONNECTING) {
        closeAndFail(link, "it could not be connected in time", nowNanos);
      } else if (!link.inFlight.isEmpty()) {
        Call oldest = link.inFlight.valueAt(link.inFlight.first());
        long deadlineNanos = oldest.sentNanos + settings.attemptTimeoutNanos();
        if (deadlineNanos <= nowNanos) {
          closeAndFail(link, "it left a request unanswered for too long", nowNanos);
        } else {
          timers.set(id, deadlineNanos);
        }
      }
    }
  }

  long nextDeadlineNanos() {
    return timers.nextDeadlineNanos();
  }

  /** Closes all connections, without a word to anybody. */
  void closeAll() {
    for (Link link : links) {
      if (link.state != Link.State.IDLE) {
        transport.close(link.connection);
        reset(link);
      }
    }
  }

  private void closeAndFail(Link link, String why, long nowNanos) {
    if (link.state != Link.State.IDLE) {
      transport.close(link.connection);
      fail(link, why, nowNanos);
    }
  }

  private void fail(Link link, String reason, long nowNanos) {
    LongMap<Call> sent = link.inFlight;
    List<Call> unsent = new ArrayList<>();
    for (Call call = link.waiting.poll(); call != null; call = link.waiting.poll()) {
      unsent.add(call);
    }
    reset(link);
    link.failures++;
    link.retryAtNanos = nowNanos + backoff.nanos(-link.id - 1, link.failures);
    owner.down(link);
    String why = link.address + ": " + reason;
    for (int entry = sent.first(); entry >= 0; entry = sent.next(entry)) {
      Call call = sent.valueAt(entry);
      call.inFlight = false;
      if (!call.isEnded()) {
        owner.lost(call, true, why);
      }
    }
    for (Call call : unsent) {
      if (!call.isEnded()) {
        owner.lost(call, false, why);
      }
    }
  }

  private void reset(Link link) {
    byConnection.remove(link.connection);
    timers.cancel(link.id);
    link.state = Link.State.IDLE;
    link.inFlight = new LongMap<>();
  }
}
