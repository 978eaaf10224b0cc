package io.apexkv.kernel.raft;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.Append;
import io.apexkv.kernel.wire.AppendAnswer;
import io.apexkv.kernel.wire.Forward;
import io.apexkv.kernel.wire.FrameError;
import io.apexkv.kernel.wire.HeartbeatRow;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.VoteAnswer;
import io.apexkv.kernel.wire.VoteRequest;
import java.nio.ByteBuffer;

/** Decodes peers' frames, validates every field, and calls a typed method of a group with it. */
final class PeerMessages {

  private final ClusterId cluster;
  private final int node;
  private final Group[] groups;
  private final Forwards forwards;
  private final Crc crc = new Crc();

  PeerMessages(ClusterId cluster, int node, Group[] groups, Forwards forwards) {
    this.cluster = cluster;
    this.node = node;
    this.groups = groups;
    this.forwards = forwards;
  }

  /** Takes one whole frame; null if it was taken, else why it was dropped. */
  @Nullable
  FrameError accept(
      long nowNanos, long wallMillis, int peer, ByteBuffer buffer, int offset, int length) {
    FrameError error = PeerFrame.validate(buffer, offset, length, cluster, crc);
    if (error != null) {
      return error;
    }
    int body = offset + PeerFrame.HEADER_BYTES;
    int bodyBytes = length - PeerFrame.HEADER_BYTES;
    return switch (PeerFrame.kind(buffer, offset)) {
      case PeerFrame.PRE_VOTE,
          PeerFrame.PRE_VOTE_ANSWER,
          PeerFrame.VOTE,
          PeerFrame.VOTE_ANSWER,
          PeerFrame.APPEND,
          PeerFrame.APPEND_ANSWER ->
          acceptForGroup(nowNanos, wallMillis, peer, buffer, offset, body, bodyBytes);
      case PeerFrame.HEARTBEAT,
          PeerFrame.HEARTBEAT_ANSWER,
          PeerFrame.FORWARD,
          PeerFrame.FORWARD_ANSWER ->
          acceptForNode(nowNanos, peer, buffer, offset, body, bodyBytes);
      default -> FrameError.KIND;
    };
  }

  private @Nullable FrameError acceptForGroup(
      long nowNanos,
      long wallMillis,
      int peer,
      ByteBuffer buffer,
      int offset,
      int body,
      int bodyBytes) {
    long groupId = PeerFrame.group(buffer, offset);
    if (groupId < 1 || groupId > groups.length) {
      return FrameError.GROUP;
    }
    Group group = groups[(int) groupId - 1];
    int voter = group.voterOn(peer);
    if (voter == Voters.NONE || group.replicaOf(voter) != PeerFrame.sender(buffer, offset)) {
      return FrameError.SENDER;
    }
    if (group.view().replica() != PeerFrame.receiver(buffer, offset)) {
      return FrameError.RECEIVER;
    }
    long term = PeerFrame.term(buffer, offset);
    int kind = PeerFrame.kind(buffer, offset);
    if (term < 0 || !isValidBody(kind, term, buffer, body, bodyBytes)) {
      return FrameError.BODY;
    }
    dispatch(nowNanos, wallMillis, group, voter, kind, term, buffer, body);
    return null;
  }

  private static boolean isValidBody(
      int kind, long term, ByteBuffer buffer, int body, int bodyBytes) {
    return switch (kind) {
      case PeerFrame.PRE_VOTE, PeerFrame.VOTE -> VoteRequest.valid(buffer, body, bodyBytes);
      case PeerFrame.PRE_VOTE_ANSWER, PeerFrame.VOTE_ANSWER ->
          VoteAnswer.valid(buffer, body, bodyBytes);
      case PeerFrame.APPEND -> Append.valid(buffer, body, bodyBytes, term);
      default -> AppendAnswer.valid(buffer, body, bodyBytes);
    };
  }

  private static void dispatch(
      long nowNanos,
      long wallMillis,
      Group group,
      int voter,
      int kind,
      long term,
      ByteBuffer buffer,
      int body) {
    switch (kind) {
      case PeerFrame.PRE_VOTE ->
          group.onPreVote(
              nowNanos,
              voter,
              term,
              VoteRequest.lastIndex(buffer, body),
              VoteRequest.lastTerm(buffer, body));
      case PeerFrame.PRE_VOTE_ANSWER ->
          group.onPreVoteAnswer(
              nowNanos,
              voter,
              term,
              VoteAnswer.granted(buffer, body),
              VoteAnswer.asked(buffer, body));
      case PeerFrame.VOTE ->
          group.onVote(
              nowNanos,
              voter,
              term,
              VoteRequest.lastIndex(buffer, body),
              VoteRequest.lastTerm(buffer, body));
      case PeerFrame.VOTE_ANSWER ->
          group.onVoteAnswer(
              nowNanos,
              wallMillis,
              voter,
              term,
              VoteAnswer.granted(buffer, body),
              VoteAnswer.asked(buffer, body));
      case PeerFrame.APPEND ->
          group.onAppend(
              nowNanos,
              voter,
              term,
              Append.previousIndex(buffer, body),
              Append.previousTerm(buffer, body),
              Append.commit(buffer, body),
              Append.readRound(buffer, body),
              Append.count(buffer, body),
              buffer,
              body + Append.FIXED_BYTES);
      default ->
          group.onAppendAnswer(
              nowNanos,
              voter,
              term,
              AppendAnswer.accepted(buffer, body),
              AppendAnswer.index(buffer, body),
              AppendAnswer.hintTerm(buffer, body),
              AppendAnswer.readRound(buffer, body));
    }
  }

  private @Nullable FrameError acceptForNode(
      long nowNanos, int peer, ByteBuffer buffer, int offset, int body, int bodyBytes) {
    if (PeerFrame.group(buffer, offset) != 0) {
      return FrameError.GROUP;
    }
    if (PeerFrame.sender(buffer, offset) != peer) {
      return FrameError.SENDER;
    }
    if (PeerFrame.receiver(buffer, offset) != node) {
      return FrameError.RECEIVER;
    }
    int kind = PeerFrame.kind(buffer, offset);
    if (kind == PeerFrame.FORWARD || kind == PeerFrame.FORWARD_ANSWER) {
      if (!Forward.valid(bodyBytes)) {
        return FrameError.BODY;
      }
      forwards.forward(
          nowNanos,
          peer,
          kind == PeerFrame.FORWARD_ANSWER,
          Forward.forward(buffer, body),
          Forward.receiverBoot(buffer, body),
          buffer,
          body + Forward.FIXED_BYTES,
          bodyBytes - Forward.FIXED_BYTES);
      return null;
    }
    if (!HeartbeatRow.valid(buffer, body, bodyBytes)) {
      return FrameError.BODY;
    }
    FrameError error = null;
    for (int row = body; row < body + bodyBytes; row += HeartbeatRow.BYTES) {
      FrameError rowError = acceptRow(nowNanos, peer, kind, buffer, row);
      error = rowError == null ? error : rowError;
    }
    return error;
  }

  /** Takes one row; a wrong one does not keep the others from being taken. */
  private @Nullable FrameError acceptRow(
      long nowNanos, int peer, int kind, ByteBuffer buffer, int row) {
    long groupId = HeartbeatRow.group(buffer, row);
    if (groupId < 1 || groupId > groups.length) {
      return FrameError.GROUP;
    }
    Group group = groups[(int) groupId - 1];
    int voter = group.voterOn(peer);
    if (voter == Voters.NONE || group.replicaOf(voter) != HeartbeatRow.sender(buffer, row)) {
      return FrameError.SENDER;
    }
    if (group.view().replica() != HeartbeatRow.receiver(buffer, row)) {
      return FrameError.RECEIVER;
    }
    long term = HeartbeatRow.term(buffer, row);
    if (kind == PeerFrame.HEARTBEAT) {
      group.onHeartbeat(
          nowNanos,
          voter,
          term,
          HeartbeatRow.commit(buffer, row),
          HeartbeatRow.readRound(buffer, row));
    } else {
      group.onHeartbeatAnswer(nowNanos, voter, term, HeartbeatRow.answeredRound(buffer, row));
    }
    return null;
  }
}
