package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import java.nio.ByteBuffer;

/**
 * A client's connection. Requests are delivered as they come, unless the kernel paused it or the
 * client does not read its answers. A connection that ends, by the client's end of stream or
 * because its bytes are no frames, still gets the answers to what was delivered before.
 */
final class Client implements Role {

  final long id;
  private final Link link;
  private final Clients clients;
  private final NetBounds bounds;

  /** The kernel asked for a pause. */
  private boolean paused;

  /** Too many answers wait for the client to read them. */
  private boolean backlogged;

  /** Requests that were delivered and not answered. */
  private int owed;

  /** Bounds them. */
  private final AnswerWindow window;

  /** The window is closed. */
  private boolean full;

  /** Nothing more is delivered; when nothing is owed any more, the connection closes. */
  private boolean finishing;

  /** The answer after all others, if the client is to be told why its connection closes. */
  private @Nullable ErrorWord farewell;

  private String farewellSentence = "";
  private int farewellSequence;
  private long finishingNanos;

  Client(long id, Link link, Clients clients, NetBounds bounds) {
    this.id = id;
    this.link = link;
    this.clients = clients;
    this.bounds = bounds;
    this.window = new AnswerWindow(bounds.backlogCloseBytes() / 2);
  }

  @Override
  public void deliver(Inputs kernel, long nowNanos) {
    String failure = link.failure();
    if (failure != null) {
      clients.logFailure(link, failure);
      clients.gone(this, kernel, nowNanos);
      link.close();
      return;
    }
    while (!finishing && !isHeld() && link.in.size() > 0) {
      ByteBuffer bytes = link.in.bytes();
      int offset = link.in.offset();
      int length = ClientFrame.lengthOf(bytes, offset, link.in.size());
      if (length == ClientFrame.WRONG_MAGIC || length == ClientFrame.OVERSIZED) {
        refuse(length, bytes, offset, nowNanos);
        break;
      }
      if (length == ClientFrame.INCOMPLETE || length > link.in.size()) {
        break;
      }
      owed++;
      kernel.request(nowNanos, id, bytes, offset, length);
      link.in.consume(length);
      if (!window.isOpen(owed)) {
        full = true;
        link.updateInterest();
      }
    }
    if (link.isOver() && !isHeld()) {
      finish(nowNanos);
    }
    if (finishing && owed <= 0) {
      close(kernel, nowNanos);
    }
  }

  private void refuse(int wrong, ByteBuffer bytes, int offset, long nowNanos) {
    if (wrong == ClientFrame.WRONG_MAGIC) {
      int have = Math.min(4, link.in.size());
      StringBuilder got = new StringBuilder();
      for (int i = 0; i < have; i++) {
        got.append(Character.forDigit((bytes.get(offset + i) >> 4) & 0xF, 16));
        got.append(Character.forDigit(bytes.get(offset + i) & 0xF, 16));
      }
      farewell(
          ErrorWord.MALFORMED,
          "a frame begins with the magic number a9ecbd10, but got " + got,
          0,
          nowNanos);
    } else {
      boolean hasSequence = link.in.size() >= ClientFrame.HEADER_BYTES;
      farewell(
          ErrorWord.TOO_LARGE,
          "a payload is at most "
              + ClientFrame.MAX_PAYLOAD_BYTES
              + " bytes, but the header says "
              + Integer.toUnsignedString(ClientFrame.payloadBytes(bytes, offset)),
          hasSequence ? ClientFrame.sequence(bytes, offset) : 0,
          nowNanos);
    }
  }

  private void farewell(ErrorWord word, String sentence, int sequence, long nowNanos) {
    farewell = word;
    farewellSentence = sentence;
    farewellSequence = sequence;
    finish(nowNanos);
  }

  private void finish(long nowNanos) {
    if (!finishing) {
      finishing = true;
      finishingNanos = nowNanos;
    }
  }

  private void close(Inputs kernel, long nowNanos) {
    clients.gone(this, kernel, nowNanos);
    if (farewell != null) {
      clients.sendError(link, farewell, farewellSentence, farewellSequence);
    }
    Lingering.begin(link, bounds, nowNanos);
  }

  /** Effect: one whole answer. */
  void reply(ByteBuffer frame, int offset, int length) {
    owed--;
    window.answered(length);
    if (full && window.isOpen(owed)) {
      full = false;
      proceed();
    }
    link.send(frame, offset, length);
    if (link.pendingBytes() > bounds.backlogCloseBytes()) {
      link.fail("it does not read its answers: " + link.pendingBytes() + " bytes wait");
    } else if (link.pendingBytes() > bounds.backlogPauseBytes()) {
      backlogged = true;
      link.updateInterest();
    }
    if (finishing && owed <= 0) {
      clients.deliverLater(link);
    }
  }

  /** Effect: deliver nothing until {@link #resume}. */
  void pause() {
    paused = true;
    link.updateInterest();
  }

  /** Effect. */
  void resume() {
    paused = false;
    proceed();
  }

  /** Effect: close when what is queued is written. */
  void closeWhenWritten(long nowNanos) {
    owed = 0;
    finish(nowNanos);
    clients.deliverLater(link);
  }

  private void proceed() {
    link.updateInterest();
    if (link.in.size() > 0 || link.isOver()) {
      clients.deliverLater(link);
    }
  }

  @Override
  public void written(int bytes, long nowNanos) {
    if (backlogged && link.pendingBytes() <= bounds.backlogPauseBytes() / 2) {
      backlogged = false;
      proceed();
    }
  }

  @Override
  public boolean wantsBytes() {
    return !finishing && !isHeld();
  }

  /** Whether requests have to wait, whatever the reason. */
  private boolean isHeld() {
    return paused || backlogged || full;
  }

  @Override
  public void sweep(long nowNanos) {
    long patience = bounds.patienceNanos();
    if (link.isStalled(nowNanos, patience)) {
      link.fail("it did not read its answers for too long");
    } else if (finishing) {
      if (nowNanos - finishingNanos > patience) {
        link.fail("it ended, and its last requests were not answered in time");
      }
    } else if (wantsBytes() && link.in.size() > 0 && nowNanos - link.receivedNanos() > patience) {
      farewell(
          ErrorWord.MALFORMED,
          "only the first "
              + link.in.size()
              + " bytes of a frame came within "
              + patience / 1_000_000
              + " ms",
          0,
          nowNanos);
      clients.deliverLater(link);
    }
  }
}
