package io.apexkv.kernel.service;

import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;

/** Finds the leader of a request's group: here, or at a peer that it is forwarded to or names. */
final class Routes implements Forwards.GivenUp {

  /** An answer may take this many election timeouts: two elections and some service. */
  private static final int FORWARD_TIMEOUTS = 8;

  private final ServiceContext context;
  private final GroupService[] groups;
  private final PeerLink link;
  private final Forwards forwards;

  /** By group: the leader and term that forwards under way were sent to. */
  private final long[] leaderTerms;

  Routes(ServiceContext context, GroupService[] groups, PeerLink link) {
    this.context = context;
    this.groups = groups;
    this.link = link;
    this.leaderTerms = new long[groups.length + 1];
    this.forwards = new Forwards(FORWARD_TIMEOUTS * context.config.timing().electionTimeoutNanos());
  }

  /** The log is read: forwards are numbered above those of every earlier boot. */
  void recovered() {
    forwards.startAt(context.bootCounter << 40);
  }

  /**
   * The group's service, if it leads here; else null, and the request was forwarded (if it asks for
   * that), redirected, or refused.
   */
  @Nullable
  GroupService lead(
      Request request, int number, boolean read, ByteBuffer frame, int offset, int length) {
    GroupService group = groups[number - 1];
    if (context.state != NodeState.SERVING) {
      context.answers.error(
          request,
          context.state == NodeState.RECOVERING
              ? "RECOVERING: this node still reads its log"
              : "STOPPING: this node is about to stop");
      return null;
    }
    group.settleDeposed();
    if (group.raft().isLeader()) {
      return group;
    }
    noticeLeader(number);
    int leader = group.raft().leaderNode();
    if (leader == 0 || request.forwarded()) {
      context.answers.error(request, "NO_LEADER: group " + number + " has no leader here");
    } else if ((ClientFrame.flags(frame, offset) & ClientFrame.FLAG_FORWARD) == 0) {
      context.answers.text(request, ClientAnswer.REDIRECT, address(leader));
    } else if (link.forward(leader, forwards.nextNumber(), frame, offset, length)) {
      context.admission.admit(request);
      forwards.add(request, number, leader, read, context.nowNanos);
    } else {
      context.answers.error(request, "NO_LEADER: the leader, node " + leader + ", is unreachable");
    }
    return null;
  }

  /** The leader's answer to a forwarded request. */
  void answered(int peer, long number, ByteBuffer frame, int offset, int length) {
    Forwards.Forward forward = forwards.answered(number, peer);
    if (forward != null) {
      context.admission.finish(forward.request);
      context.answers.frame(forward.request, frame, offset, length);
      forwards.recycle(forward);
    }
  }

  void peerDown(int peer) {
    forwards.peerDown(peer, this);
  }

  /** Gives up what was forwarded to an earlier leader, before anything goes to the next. */
  void noticeLeader(int number) {
    Group raft = groups[number - 1].raft();
    long leaderTerm = raft.view().term() << 16 | raft.leaderNode();
    if (leaderTerms[number] != leaderTerm) {
      leaderTerms[number] = leaderTerm;
      forwards.leaderChanged(number, this);
    }
  }

  void flush() {
    for (int number = 1; number <= groups.length; number++) {
      noticeLeader(number);
    }
    forwards.time(context.nowNanos, this);
  }

  long nextDeadlineNanos() {
    return forwards.nextDeadlineNanos();
  }

  @Override
  public void givenUp(Forwards.Forward forward) {
    context.admission.finish(forward.request);
    context.answers.error(
        forward.request,
        forward.read
            ? "NO_LEADER: the leader did not answer; read again"
            : "UNKNOWN: the leader did not answer, and may have applied the request");
  }

  private String address(int node) {
    for (Member member : context.config.members()) {
      if (member.node() == node) {
        return member.address();
      }
    }
    return "";
  }
}
