package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.TimerQueue;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;

/**
 * A client without sockets, threads and clocks: what it does follows from its settings and inputs
 * alone. The simulator and the socket client drive this same class.
 *
 * <p>It learns the cluster from its seeds, sends each operation to the leader of its group, and
 * tries again after redirects, lost connections, silence and errors until the operation's time is
 * over. Writes go under a session of their group, so that what is sent again is applied once; see
 * {@link Outcome} for what FAILED and UNKNOWN promise. Requests that are pending together have no
 * order among each other.
 *
 * <p>Every input carries the time: monotonic nanoseconds, never going back. After each, {@link
 * #nextDeadlineNanos} says when {@link #onTime} is due.
 */
public final class ClientCore {

  /** What {@link #nextDeadlineNanos} answers if no time is awaited. */
  public static final long NO_DEADLINE = TimerQueue.NONE;

  private final ClientSettings settings;
  private final Calls calls;
  private final Links links;
  private final Topology topology;
  private final Writes writes;
  private final Refusals refusals;

  /** Operations whose group is not known yet, since no node has described the cluster. */
  private final CallQueue unrouted = new CallQueue();

  private @Nullable Call describing;
  private String lastTrouble = "no node has answered";
  private long nowNanos = Long.MIN_VALUE;
  private boolean telling;
  private boolean closed;

  /** A core that knows its settings' seeds and has sent nothing. */
  public ClientCore(ClientSettings settings, Transport transport) {
    this.settings = settings;
    Backoff backoff = new Backoff(settings);
    calls = new Calls(settings, backoff);
    Handler handler = new Handler();
    links = new Links(settings, backoff, transport, handler);
    topology = new Topology(links);
    writes = new Writes(settings, handler);
    refusals = new Refusals(settings, handler, topology, writes);
    for (String seed : settings.seeds()) {
      links.to(seed);
    }
  }

  /** Submits a request with the usual timeout; the completion is told its outcome exactly once. */
  public void submit(long nowNanos, ClientRequest request, Completion completion) {
    submit(nowNanos, request, settings.operationTimeoutNanos(), completion);
  }

  /**
   * Submits a request.
   *
   * @param timeoutNanos how long it may take, at least 1
   * @throws IllegalStateException if the request was submitted before
   */
  public void submit(
      long nowNanos, ClientRequest request, long timeoutNanos, Completion completion) {
    if (!request.submit()) {
      throw new IllegalStateException("a request is submitted once");
    }
    begin(nowNanos);
    String refusal = refusal(request);
    long deadlineNanos = this.nowNanos + Math.max(1, timeoutNanos);
    Call call = calls.begin(request, completion, deadlineNanos);
    if (refusal != null) {
      end(call, new Outcome.Failed(refusal));
    } else if (request.isOperation() && !topology.isKnown()) {
      unrouted.addLast(call);
      describe();
    } else {
      route(call);
    }
    tell();
  }

  private @Nullable String refusal(ClientRequest request) {
    if (closed) {
      return "CLOSED: this client was closed";
    }
    return calls.hasRoom(request)
        ? null
        : "BUSY: " + calls.pendingRequests() + " requests of this client are pending";
  }

  /** A connection that the transport was asked for is established. */
  public void onConnected(long nowNanos, long connection) {
    begin(nowNanos);
    links.onConnected(connection, this.nowNanos);
    tell();
  }

  /**
   * A connection could not be made or was lost.
   *
   * @param reason for the messages of outcomes, such as "connection refused"
   */
  public void onDisconnected(long nowNanos, long connection, String reason) {
    begin(nowNanos);
    links.onDisconnected(connection, reason, this.nowNanos);
    tell();
  }

  /** One whole frame came; the bytes are the caller's again when this returns. */
  public void onFrame(long nowNanos, long connection, ByteBuffer buffer, int offset, int length) {
    begin(nowNanos);
    links.onFrame(connection, buffer, offset, length, this.nowNanos);
    tell();
  }

  /** Time has passed. */
  public void onTime(long nowNanos) {
    begin(nowNanos);
    links.onTime(this.nowNanos);
    for (Call call = calls.pollDue(this.nowNanos);
        call != null;
        call = calls.pollDue(this.nowNanos)) {
      if (this.nowNanos >= call.deadlineNanos) {
        expire(call);
      } else if (call.queue == null && !call.inFlight) {
        resume(call);
      }
    }
    tell();
  }

  /** When {@link #onTime} is due, or {@link #NO_DEADLINE}. */
  public long nextDeadlineNanos() {
    return Math.min(calls.nextDeadlineNanos(), links.nextDeadlineNanos());
  }

  /** Requests submitted and not ended. */
  public int pendingRequests() {
    return calls.pendingRequests();
  }

  /**
   * Ends every pending request, as FAILED or UNKNOWN, and says farewell: idle sessions are closed
   * with one frame each, whose answers nobody waits for. The connections stay open until {@link
   * #disconnect}, so that the transport can send what it holds. Later requests fail; closing again
   * does nothing.
   */
  public void close(long nowNanos) {
    begin(nowNanos);
    if (closed) {
      return;
    }
    closed = true;
    for (Call call : calls.open()) {
      giveUp(call, "CLOSED: this client was closed");
    }
    for (long group = 1; group <= topology.groups(); group++) {
      Session session = writes.idleSession(group);
      Link leader = topology.leader(group);
      if (session != null && leader != null && leader.state == Link.State.CONNECTED) {
        links.sendOnly(leader, ClientRequest.closeSession(group, session.id()));
      }
    }
    tell();
  }

  /** Closes all connections; the last act. */
  public void disconnect() {
    links.closeAll();
  }

  private void begin(long nowNanos) {
    this.nowNanos = Math.max(this.nowNanos, nowNanos);
  }

  /** Tells the outcomes of this input, after everything else; completions may submit more. */
  private void tell() {
    if (telling) {
      return;
    }
    telling = true;
    try {
      for (Call call = calls.pollEnded(); call != null; call = calls.pollEnded()) {
        Completion completion = call.completion;
        Outcome outcome = call.outcome;
        if (completion != null && outcome != null) {
          completion.completed(outcome);
        }
      }
    } finally {
      telling = false;
    }
  }

  /** Sends a call where it belongs, now that this can be known. */
  private void route(Call call) {
    if (!call.request.isOperation()) {
      dispatch(call);
      return;
    }
    call.group = topology.groupOf(call.request);
    if (call.request.isWrite()) {
      writes.add(call, nowNanos);
    } else {
      dispatch(call);
    }
  }

  private void dispatch(Call call) {
    Link link = choose(call);
    if (link == null) {
      pause(call, lastTrouble);
    } else {
      links.send(link, call, nowNanos);
    }
  }

  private @Nullable Link choose(Call call) {
    if (call.group != 0) {
      return topology.choose(call.group, nowNanos);
    }
    String address = call.request.address();
    if (address == null) {
      return links.any(nowNanos);
    }
    Link link = links.to(address);
    return link != null && link.isUsable(nowNanos) ? link : null;
  }

  /** The end of a pause. The core's own requests stop where nobody waits for them any more. */
  private void resume(Call call) {
    if (call == describing && unrouted.isEmpty()) {
      drop(call);
      describing = null;
    } else if (call.request.code() == ClientCommand.OPEN_SESSION && !writes.isWanted(call)) {
      drop(call);
      writes.dropped(call);
    } else {
      dispatch(call);
    }
  }

  private void drop(Call call) {
    end(call, new Outcome.Failed("CLOSED: nobody waits for it"));
  }

  private void pause(Call call, String why) {
    lastTrouble = why;
    calls.pause(call, nowNanos, why);
  }

  private void describe() {
    if (describing == null) {
      Call call = calls.beginOwn(ClientRequest.describe(null));
      describing = call;
      dispatch(call);
    }
  }

  private void described(ClusterDescription description) {
    topology.learn(description);
    for (Call call = unrouted.poll(); call != null; call = unrouted.poll()) {
      route(call);
    }
  }

  private void expire(Call call) {
    String trouble = call.trouble.isEmpty() ? lastTrouble : call.trouble;
    giveUp(
        call,
        call.inFlight
            ? "TIMEOUT: no answer came in time"
            : "TIMEOUT: it could not be done in time (" + trouble + ")");
  }

  /** Ends a call without a definite answer: UNKNOWN if it may be applied, else FAILED. */
  private void giveUp(Call call, String message) {
    end(call, call.mayBeApplied() ? new Outcome.Unknown(message) : new Outcome.Failed(message));
  }

  private void end(Call call, Outcome outcome) {
    calls.end(call, outcome);
    if (!closed) {
      writes.settled(call, nowNanos);
    }
  }

  /** What links and writes tell and ask; kept off the public face. */
  private final class Handler implements Links.Owner, Writes.Core, Refusals.Core {

    @Override
    public boolean answered(Call call, Link link, ByteBuffer frame, int offset, int length) {
      int answer = ClientFrame.command(frame, offset);
      int payload = offset + ClientFrame.HEADER_BYTES;
      int payloadBytes = length - ClientFrame.HEADER_BYTES;
      if (answer == ClientAnswer.ERROR || answer == ClientAnswer.REDIRECT) {
        String text = Answers.text(frame, payload, payloadBytes);
        if (text == null) {
          return false;
        }
        if (answer == ClientAnswer.ERROR) {
          refusals.refused(call, link, text, nowNanos);
        } else {
          redirected(call, link, text);
        }
        return true;
      }
      if (call.request.code() == ClientCommand.OPEN_SESSION) {
        return answer == ClientAnswer.SESSION && opened(call, link, frame, payload, payloadBytes);
      }
      Outcome outcome = Answers.decode(call.request.code(), answer, frame, payload, payloadBytes);
      if (outcome == null) {
        return false;
      }
      topology.leads(call.group, link);
      if (call.session != null) {
        call.session.used(call);
      }
      boolean own = call == describing;
      ClientCore.this.end(call, outcome);
      if (own && outcome instanceof Outcome.Described described) {
        describing = null;
        described(described.description());
      }
      return true;
    }

    private boolean opened(Call call, Link link, ByteBuffer frame, int payload, int bytes) {
      if (!writes.opened(call, frame, payload, bytes, nowNanos)) {
        return false;
      }
      topology.leads(call.group, link);
      drop(call);
      return true;
    }

    private void redirected(Call call, Link link, String address) {
      Link named = Address.problem(address) == null ? links.to(address) : null;
      call.redirects++;
      if (call.group == 0 || named == null || call.redirects > Refusals.MOST_REDIRECTS) {
        topology.leadsNot(call.group, link);
        pause(call, "NO_LEADER: " + link.address + " redirects to '" + address + "'");
      } else {
        topology.leads(call.group, named);
        ClientCore.this.dispatch(call);
      }
    }

    @Override
    public void lost(Call call, boolean sent, String why) {
      call.doubt |= sent && call.request.isWrite();
      if (call.mayBeApplied() && call.session == null) {
        giveUp(call, "DISCONNECTED: " + why);
      } else {
        pause(call, why);
      }
    }

    @Override
    public void down(Link link) {
      if (topology.down(link) && calls.pendingRequests() > 0) {
        describe();
      }
    }

    @Override
    public void dispatch(Call call) {
      ClientCore.this.dispatch(call);
    }

    @Override
    public Call begin(ClientRequest request, long group) {
      Call call = calls.beginOwn(request);
      call.group = group;
      ClientCore.this.dispatch(call);
      return call;
    }

    @Override
    public void end(Call call, Outcome outcome) {
      ClientCore.this.end(call, outcome);
    }

    @Override
    public void pause(Call call, String why) {
      ClientCore.this.pause(call, why);
    }

    @Override
    public void giveUp(Call call, String message) {
      ClientCore.this.giveUp(call, message);
    }

    @Override
    public void expire(Call call) {
      ClientCore.this.expire(call);
    }

    @Override
    public void describeAgain() {
      describe();
    }
  }
}
