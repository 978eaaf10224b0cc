package io.apexkv.kernel.raft;

import io.apexkv.kernel.wire.Append;
import io.apexkv.kernel.wire.AppendAnswer;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.kernel.wire.HeartbeatRow;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.VoteAnswer;
import io.apexkv.kernel.wire.VoteRequest;
import java.nio.ByteBuffer;

/** Peer frames as a line of text, so that tests say what they expect in words. */
final class FrameText {

  private FrameText() {}

  /** For example "2: VOTE term 3, last 7 of term 2"; the number is the receiver. */
  static String of(ByteBuffer b, int offset) {
    int body = offset + PeerFrame.HEADER_BYTES;
    int end = offset + b.getInt(offset);
    String start = PeerFrame.receiver(b, offset) + ": ";
    String term = " term " + PeerFrame.term(b, offset) + ", ";
    return start
        + switch (PeerFrame.kind(b, offset)) {
          case PeerFrame.PRE_VOTE -> "PRE_VOTE" + term + lastEntry(b, body);
          case PeerFrame.VOTE -> "VOTE" + term + lastEntry(b, body);
          case PeerFrame.PRE_VOTE_ANSWER -> "PRE_VOTE_ANSWER" + term + answer(b, body);
          case PeerFrame.VOTE_ANSWER -> "VOTE_ANSWER" + term + answer(b, body);
          case PeerFrame.APPEND -> "APPEND" + term + append(b, body);
          case PeerFrame.APPEND_ANSWER -> "APPEND_ANSWER" + term + appendAnswer(b, body);
          case PeerFrame.HEARTBEAT -> "HEARTBEAT" + rows(b, body, end, "commit ");
          case PeerFrame.HEARTBEAT_ANSWER -> "HEARTBEAT_ANSWER" + rows(b, body, end, "round ");
          default -> "frame of kind " + PeerFrame.kind(b, offset);
        };
  }

  private static String lastEntry(ByteBuffer b, int body) {
    return "last " + VoteRequest.lastIndex(b, body) + " of term " + VoteRequest.lastTerm(b, body);
  }

  private static String answer(ByteBuffer b, int body) {
    return (VoteAnswer.granted(b, body) ? "granted " : "refused ") + VoteAnswer.asked(b, body);
  }

  private static String append(ByteBuffer b, int body) {
    StringBuilder text = new StringBuilder("after ");
    text.append(Append.previousIndex(b, body)).append(" of ").append(Append.previousTerm(b, body));
    text.append(", commit ").append(Append.commit(b, body));
    if (Append.readRound(b, body) > 0) {
      text.append(", round ").append(Append.readRound(b, body));
    }
    text.append(", terms [");
    int at = body + Append.FIXED_BYTES;
    for (int i = 0; i < Append.count(b, body); i++) {
      text.append(i > 0 ? " " : "").append(EntryCodec.term(b, at));
      at += EntryCodec.bytes(b, at);
    }
    return text.append(']').toString();
  }

  private static String appendAnswer(ByteBuffer b, int body) {
    String round = AppendAnswer.readRound(b, body) > 0 ? ", round " : "";
    String roundNumber = round.isEmpty() ? "" : round + AppendAnswer.readRound(b, body);
    return AppendAnswer.accepted(b, body)
        ? "accepted " + AppendAnswer.index(b, body) + roundNumber
        : "refused, hint "
            + AppendAnswer.index(b, body)
            + " of "
            + AppendAnswer.hintTerm(b, body)
            + roundNumber;
  }

  private static String rows(ByteBuffer b, int body, int end, String fifth) {
    StringBuilder text = new StringBuilder();
    for (int row = body; row < end; row += HeartbeatRow.BYTES) {
      text.append(" (group ").append(HeartbeatRow.group(b, row));
      text.append(" term ").append(HeartbeatRow.term(b, row)).append(' ').append(fifth);
      text.append(b.getLong(row + 32));
      if (fifth.startsWith("commit") && HeartbeatRow.readRound(b, row) > 0) {
        text.append(" round ").append(HeartbeatRow.readRound(b, row));
      }
      text.append(')');
    }
    return text.toString();
  }
}
