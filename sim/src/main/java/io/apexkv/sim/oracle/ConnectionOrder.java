package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Request;
import java.util.ArrayDeque;

/**
 * The order of one connection: answers for one key come in the order of the requests, and a GET
 * sees every write accepted before it on its connection and none accepted after it. Checked on keys
 * that one connection uses alone, where this tells what every answer must be.
 *
 * <p>A request that failed has no place in the order. After one whose outcome is unknown nothing
 * more can be said about its key.
 */
public final class ConnectionOrder implements Oracle {

  /** A request without an answer. */
  private record Sent(int operation, Request request) {}

  /** What is known of a key. */
  private static final class Line {
    final ArrayDeque<Sent> waiting = new ArrayDeque<>();
    long value = Request.ABSENT;
    boolean unsure;
  }

  private final int firstPrivateKey;
  private final LongMap<Line> lines = new LongMap<>();
  private long checked;

  /** Watches keys from this number on. */
  public ConnectionOrder(int firstPrivateKey) {
    this.firstPrivateKey = firstPrivateKey;
  }

  @Override
  public String name() {
    return "connection-order";
  }

  /** How many answers were checked. */
  public long checked() {
    return checked;
  }

  /** Whether nothing more can be said about a key. */
  public boolean isUnsure(int key) {
    Line line = lines.get(key);
    return line != null && line.unsure;
  }

  /** A request leaves its client. */
  public void sent(Request request, int operation) {
    if (request.key() < firstPrivateKey) {
      return;
    }
    Line line = lines.get(request.key());
    if (line == null) {
      line = new Line();
      lines.put(request.key(), line);
    }
    line.waiting.addLast(new Sent(operation, request));
  }

  /** A GET was answered. */
  public void read(int key, int operation, long value) {
    Line line = definite(key, operation);
    if (line != null && value != line.value) {
      throw violation(
          "a GET of private key "
              + key
              + " found "
              + value
              + ", its connection has put "
              + line.value);
    }
  }

  /** A PUT, a DEL that found something, or a CAS that swapped was answered. */
  public void ok(int key, int operation) {
    Sent sent = first(key);
    Line line = definite(key, operation);
    if (line == null || sent == null) {
      return;
    }
    Request request = sent.request;
    boolean possible =
        switch (request.kind()) {
          case PUT, GET -> true;
          case DEL -> line.value != Request.ABSENT;
          case CAS -> line.value == request.expected();
        };
    if (!possible) {
      throw violation(request + " succeeded, though its connection left " + line.value + " there");
    }
    line.value = request.value();
  }

  /** A DEL was answered. */
  public void deleted(int key, int operation, boolean found) {
    if (found) {
      ok(key, operation);
      return;
    }
    Line line = definite(key, operation);
    if (line != null && line.value != Request.ABSENT) {
      throw violation(
          "a DEL of private key " + key + " found nothing, its connection has put " + line.value);
    }
  }

  /** A CAS was answered that did not find what it expected. */
  public void casFailed(int key, int operation) {
    Sent sent = first(key);
    Line line = definite(key, operation);
    if (line != null && sent != null && sent.request.expected() == line.value) {
      throw violation(sent.request + " failed, though its connection left what it expects");
    }
  }

  /** A request certainly did nothing. */
  public void failed(int key, int operation) {
    Line line = lines.get(key);
    if (line != null) {
      line.waiting.removeIf(sent -> sent.operation == operation);
    }
  }

  /** Nobody can say what became of a request. */
  public void unknown(int key, int operation) {
    Line line = lines.get(key);
    if (line != null) {
      line.unsure = true;
      line.waiting.clear();
    }
  }

  private @Nullable Sent first(int key) {
    Line line = lines.get(key);
    return line == null ? null : line.waiting.peekFirst();
  }

  /** A definite answer must be that of the first request that waits for one. */
  private @Nullable Line definite(int key, int operation) {
    Line line = lines.get(key);
    if (line == null || line.unsure) {
      return null;
    }
    checked++;
    Sent first = line.waiting.pollFirst();
    if (first == null || first.operation != operation) {
      throw violation("answers for private key " + key + " came in another order than requests");
    }
    return line;
  }
}
