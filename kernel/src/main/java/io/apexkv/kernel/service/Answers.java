package io.apexkv.kernel.service;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;

/** Encodes answers and sends each back the way that its request came. */
final class Answers {

  private static final int PAYLOAD = ClientFrame.HEADER_BYTES;

  private final ReplyQueue replies;
  private final ForwardAnswers forwarded;
  private final int node;

  Answers(ReplyQueue replies, ForwardAnswers forwarded, int node) {
    this.replies = replies;
    this.forwarded = forwarded;
    this.node = node;
  }

  /** An answer without a payload. */
  void empty(Request to, int answer) {
    if (begin(to, PAYLOAD)) {
      ClientFrame.header(buffer(), offset(), answer, 0, node, 0, to.sequence);
      end(to, PAYLOAD);
    }
  }

  /** An answer that is one string of ASCII characters: ERROR, REDIRECT. */
  void text(Request to, int answer, String text) {
    if (begin(to, PAYLOAD + 4 + text.length())) {
      end(to, ClientFrame.text(buffer(), offset(), answer, node, to.sequence, text));
    }
  }

  /** An ERROR; the message begins with a word of {@link io.apexkv.kernel.wire.ErrorWord}. */
  void error(Request to, String message) {
    text(to, ClientAnswer.ERROR, message);
  }

  /** A VALUE. */
  void value(Request to, ByteBuffer value, int offset, int length) {
    int bytes = PAYLOAD + 4 + length;
    if (to.forwarded() && !forwarded.hasRoom(to.peer(), bytes)) {
      error(to, "BUSY: too many answers wait to be sent to node " + to.peer() + "; read again");
    } else if (begin(to, bytes)) {
      ClientFrame.header(buffer(), offset(), ClientAnswer.VALUE, 0, node, 4 + length, to.sequence);
      buffer().putInt(offset() + PAYLOAD, length);
      Bytes.copy(value, offset, buffer(), offset() + PAYLOAD + 4, length);
      end(to, bytes);
    }
  }

  /** A SESSION: what opening one granted. */
  void session(Request to, long session, int window, long timeToLiveMillis) {
    int bytes = PAYLOAD + 24;
    if (begin(to, bytes)) {
      int at = offset() + PAYLOAD;
      ClientFrame.header(buffer(), offset(), ClientAnswer.SESSION, 0, node, 24, to.sequence);
      buffer().putLong(at, session);
      buffer().putInt(at + 8, window);
      buffer().putInt(at + 12, 0);
      buffer().putLong(at + 16, timeToLiveMillis);
      end(to, bytes);
    }
  }

  /** A METRICS_RESPONSE. */
  void metrics(Request to, long gets, long puts, long p99GetMicros, long p99PutMicros) {
    int bytes = PAYLOAD + 32;
    if (begin(to, bytes)) {
      int at = offset() + PAYLOAD;
      ClientFrame.header(
          buffer(), offset(), ClientAnswer.METRICS_RESPONSE, 0, node, 32, to.sequence);
      buffer().putLong(at, gets);
      buffer().putLong(at + 8, puts);
      buffer().putLong(at + 16, p99GetMicros);
      buffer().putLong(at + 24, p99PutMicros);
      end(to, bytes);
    }
  }

  /** A whole frame made elsewhere, with this request's sequence already in it. */
  void frame(Request to, ByteBuffer frame, int offset, int length) {
    if (begin(to, length)) {
      Bytes.copy(frame, offset, buffer(), offset(), length);
      end(to, length);
    }
  }

  /**
   * Where an answer of {@code bytes} can be encoded; false if its connection had to be given up.
   */
  boolean begin(Request to, int bytes) {
    if (replies.hasRoom(bytes)) {
      return true;
    }
    if (!to.forwarded()) {
      replies.close(to.origin); // it asks faster than it reads: no answer may be skipped silently
    }
    return false;
  }

  ByteBuffer buffer() {
    return replies.buffer();
  }

  int offset() {
    return replies.offset();
  }

  /** Sends the answer that was encoded at {@link #offset}. */
  void end(Request to, int bytes) {
    if (to.forwarded()) {
      forwarded.send(to.peer(), to.forward, buffer(), offset(), bytes);
    } else {
      replies.add(to.origin, bytes);
    }
  }
}
