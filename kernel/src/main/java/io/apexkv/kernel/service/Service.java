package io.apexkv.kernel.service;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.TraceQueue;
import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;

/** The clients' side of a node: connections, requests, forwarding, sessions and answers. */
public final class Service {

  /** Entries and answers of all groups in one flush, in bytes, so that no flush takes long. */
  private static final int FLUSH_BUDGET_BYTES = 4 << 20;

  private final ServiceContext context;
  private final GroupService[] groups;
  private final ReplyQueue replies;
  private final ForwardAnswers forwardAnswers;
  private final Admission admission;
  private final Routes routes;
  private final Requests requests;

  /** The group that comes first in the next flush. */
  private int flushFrom;

  private boolean outOfMemory;

  /** By peer: the highest number that it forwarded; what is not above it came before. */
  private final LongLongMap lastForwards = new LongLongMap(0);

  /** Reads of log entries that are not in memory. */
  public interface LogReads {
    /** Reads entries of a group from this index on, for {@link Service#onReadBack}. */
    void readForApply(int group, long index);

    /** Bytes of the log so far. */
    long usedBytes();
  }

  /**
   * @param rafts the node's groups, from group 1 on
   * @param engines the contents of each, likewise
   */
  public Service(
      Config config,
      Group[] rafts,
      Engine[] engines,
      TraceQueue traces,
      PeerLink link,
      LogReads logReads) {
    replies = new ReplyQueue(config);
    admission = new Admission(config.limits(), replies);
    forwardAnswers = new ForwardAnswers(link, config.memory());
    Answers answers = new Answers(replies, forwardAnswers, config.node());
    context = new ServiceContext(config, answers, admission, traces, logReads);
    groups = new GroupService[rafts.length];
    for (int i = 0; i < rafts.length; i++) {
      GroupService group = new GroupService(i + 1, rafts[i], engines[i], context);
      engines[i].onReady(group::ready);
      groups[i] = group;
    }
    routes = new Routes(context, groups, link);
    requests = new Requests(context, routes, new Descriptions(context, groups));
  }

  /** The node's first moment, from which it counts how long it is up. */
  public void booted(long nowNanos) {
    context.bootedNanos = nowNanos;
  }

  /** Sets the time of what follows. */
  public void time(long nowNanos, long wallMillis) {
    context.nowNanos = nowNanos;
    context.wallMillis = wallMillis;
  }

  /** The log is read: requests are admitted from now on. */
  public void recovered(long bootCounter) {
    context.bootCounter = bootCounter;
    if (context.state == NodeState.RECOVERING) { // unless told to stop before
      context.state = NodeState.SERVING;
    }
    routes.recovered();
  }

  public NodeState state() {
    return context.state;
  }

  /** Admits nothing new from now on. */
  public void stop() {
    context.state = NodeState.STOPPING;
  }

  public void connectionOpened(long connection) {
    admission.opened(connection);
  }

  public void connectionClosed(long connection) {
    admission.closed(connection);
  }

  /** A client's frame. */
  public void request(long connection, ByteBuffer frame, int offset, int length) {
    requests.fromClient(connection, frame, offset, length);
  }

  /**
   * A client's frame that a peer forwarded; dropped if it is not well framed, was sent to an
   * earlier boot of this node, or came before.
   */
  public void onForward(
      int peer, long forward, long receiverBoot, ByteBuffer frame, int offset, int length) {
    if (receiverBoot != context.bootCounter
        || ClientFrame.lengthOf(frame, offset, length) != length) {
      return;
    }
    if (forward > lastForwards.get(peer)) {
      lastForwards.put(peer, forward);
      requests.fromPeer(peer, forward, frame, offset, length);
    }
  }

  /** A peer's answer to a forwarded frame. */
  public void onForwardAnswer(int peer, long forward, ByteBuffer frame, int offset, int length) {
    if (ClientFrame.lengthOf(frame, offset, length) == length) {
      routes.answered(peer, forward, frame, offset, length);
    }
  }

  public void peerDown(int peer) {
    forwardAnswers.peerDown(peer);
    routes.peerDown(peer);
  }

  /** This node led a group and does no more. */
  public void leadershipLost(int group) {
    groups[group - 1].leadershipLost();
  }

  /** Entries that were read for {@link LogReads#readForApply}. */
  public void onReadBack(
      int group, long firstIndex, int count, ByteBuffer entries, int offset, int length) {
    groups[group - 1].onReadBack(firstIndex, count, entries, offset, length);
  }

  /** Digest of a group's keys, values and sessions: equal on all replicas at equal index. */
  public long digest(int group) {
    return groups[group - 1].digest();
  }

  /** Whether an entry could not be applied for want of memory: the node must stop. */
  public boolean outOfMemory() {
    return outOfMemory;
  }

  /**
   * Applies, answers and gives up what is due.
   *
   * @return whether there is more to do at once
   */
  public boolean flush(Host host) {
    replies.beginFlush(host);
    forwardAnswers.flush();
    routes.flush();
    int budgetBytes = FLUSH_BUDGET_BYTES;
    for (int i = 0; i < groups.length && budgetBytes > 0 && !outOfMemory; i++) {
      GroupService group = groups[(flushFrom + i) % groups.length];
      budgetBytes -= group.flush(budgetBytes);
      outOfMemory = group.outOfMemory();
    }
    flushFrom = (flushFrom + 1) % groups.length;
    return budgetBytes <= 0;
  }

  /** Gives the host the rest of what {@link #flush} and earlier inputs had to say. */
  public void emit(Host host) {
    replies.endFlush(host);
  }

  /** Whether the node was told to stop, and nothing is pending any more. */
  public boolean drained() {
    return context.state == NodeState.STOPPING && admission.isIdle() && forwardAnswers.isIdle();
  }

  /** When {@link #flush} must run at the latest. */
  public long nextDeadlineNanos() {
    return Math.min(routes.nextDeadlineNanos(), forwardAnswers.nextDeadlineNanos(context.nowNanos));
  }
}
