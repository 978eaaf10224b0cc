package io.apexkv.kernel.raft;

import io.apexkv.kernel.wire.Append;
import io.apexkv.kernel.wire.AppendAnswer;
import io.apexkv.kernel.wire.Outbox;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.VoteAnswer;
import io.apexkv.kernel.wire.VoteRequest;
import java.nio.ByteBuffer;

/**
 * Writes one group's messages into the outbox, in the name of this replica and its term. Every
 * method returns false if there was no room, in which case nothing was written.
 */
final class GroupWriter {

  private final Outbox outbox;
  private final long group;
  private final Voters voters;
  private final HardState hardState;

  GroupWriter(Outbox outbox, long group, Voters voters, HardState hardState) {
    this.outbox = outbox;
    this.group = group;
    this.voters = voters;
    this.hardState = hardState;
  }

  boolean preVote(int voter, long campaignTerm, long lastIndex, long lastTerm) {
    return voteRequest(voter, PeerFrame.PRE_VOTE, campaignTerm, lastIndex, lastTerm);
  }

  boolean vote(int voter, long lastIndex, long lastTerm) {
    return voteRequest(voter, PeerFrame.VOTE, hardState.term(), lastIndex, lastTerm);
  }

  boolean preVoteAnswer(int voter, boolean granted, long asked) {
    return voteAnswer(voter, PeerFrame.PRE_VOTE_ANSWER, granted, asked);
  }

  boolean voteAnswer(int voter, boolean granted, long asked) {
    return voteAnswer(voter, PeerFrame.VOTE_ANSWER, granted, asked);
  }

  boolean appendAnswer(int voter, boolean accepted, long index, long hintTerm, long readRound) {
    int body = begin(voter, PeerFrame.APPEND_ANSWER, hardState.term(), AppendAnswer.BYTES);
    if (body < 0) {
      return false;
    }
    AppendAnswer.put(outbox.buffer(), body, accepted, index, hintTerm, readRound);
    outbox.end(AppendAnswer.BYTES);
    return true;
  }

  /** Bytes of entries that an append to this voter may have now; may be negative. */
  int appendRoom(int voter) {
    return outbox.room(voters.node(voter)) - Append.FIXED_BYTES;
  }

  /**
   * Begins an append and writes everything before its entries, which the caller copies to where the
   * answer says in {@link #buffer} before it calls {@link #endAppend}.
   *
   * @return where the entries begin, or {@link Outbox#NO_ROOM}
   */
  int beginAppend(
      int voter,
      long previousIndex,
      long previousTerm,
      long commit,
      long readRound,
      int count,
      int entriesBytes) {
    int bodyBytes = Append.FIXED_BYTES + entriesBytes;
    int body = begin(voter, PeerFrame.APPEND, hardState.term(), bodyBytes);
    if (body < 0) {
      return Outbox.NO_ROOM;
    }
    Append.put(outbox.buffer(), body, previousIndex, previousTerm, commit, readRound, count);
    return body + Append.FIXED_BYTES;
  }

  ByteBuffer buffer() {
    return outbox.buffer();
  }

  void endAppend(int entriesBytes) {
    outbox.end(Append.FIXED_BYTES + entriesBytes);
  }

  private boolean voteRequest(int voter, int kind, long term, long lastIndex, long lastTerm) {
    int body = begin(voter, kind, term, VoteRequest.BYTES);
    if (body < 0) {
      return false;
    }
    VoteRequest.put(outbox.buffer(), body, lastIndex, lastTerm);
    outbox.end(VoteRequest.BYTES);
    return true;
  }

  private boolean voteAnswer(int voter, int kind, boolean granted, long asked) {
    int body = begin(voter, kind, hardState.term(), VoteAnswer.BYTES);
    if (body < 0) {
      return false;
    }
    VoteAnswer.put(outbox.buffer(), body, granted, asked);
    outbox.end(VoteAnswer.BYTES);
    return true;
  }

  private int begin(int voter, int kind, long term, int bodyBytes) {
    return outbox.begin(
        voters.node(voter),
        kind,
        group,
        voters.ownReplica(),
        voters.replica(voter),
        term,
        bodyBytes);
  }
}
