package io.apexkv.maelstrom;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The clients' requests that are under way. To the kernel each is a connection of its own, closed
 * when it is answered: Maelstrom's clients have no connections, come and go without a word, and are
 * owed no order among their answers.
 */
final class Clients {

  private record Pending(Message request, Exchange exchange) {}

  /** An answer of the kernel, copied during its flush, or a command for it. */
  private record Frame(long connection, ByteBuffer bytes) {}

  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private final List<Frame> answered = new ArrayList<>();
  private final List<Frame> next = new ArrayList<>();
  private final List<Long> lost = new ArrayList<>();
  private final List<Long> over = new ArrayList<>();
  private long lastConnection;

  /**
   * A client's read, write or cas goes to the kernel.
   *
   * @throws MalformedException if a field is missing or wrong
   */
  void request(Message request, Inputs kernel, long nowNanos) throws MalformedException {
    Exchange exchange = Exchange.of(request);
    long connection = ++lastConnection;
    pending.put(connection, new Pending(request, exchange));
    kernel.connectionOpened(nowNanos, connection);
    for (ByteBuffer frame : exchange.first()) {
      kernel.request(nowNanos, connection, frame, 0, frame.remaining());
    }
  }

  /** Effect: an answer of the kernel. */
  void reply(long connection, ByteBuffer frame, int offset, int length) {
    byte[] copy = new byte[length];
    frame.get(offset, copy);
    answered.add(new Frame(connection, ByteBuffer.wrap(copy)));
  }

  /** Effect: the kernel wants no more of a connection; nobody knows what became of its request. */
  void close(long connection) {
    lost.add(connection);
  }

  /** Answers clients, or prepares the next command of their exchanges; after the flush. */
  void transmit(Output output) throws IOException {
    for (Frame each : answered) {
      @Nullable Pending one = pending.get(each.connection);
      if (one == null) {
        continue;
      }
      switch (one.exchange.answered(each.bytes)) {
        case Exchange.Step.Send send ->
            send.frames().forEach(frame -> next.add(new Frame(each.connection, frame)));
        case Exchange.Step.End end -> {
          output.answer(one.request, end.answer());
          pending.remove(each.connection);
          over.add(each.connection);
        }
      }
    }
    answered.clear();
    for (long connection : lost) {
      @Nullable Pending one = pending.remove(connection);
      if (one != null) {
        String text = "the node gave the request up";
        output.answer(one.request, new Answer.Failed(ErrorCode.CRASH, text));
        over.add(connection);
      }
    }
    lost.clear();
  }

  /** Goes on with exchanges of several commands; in the batch after {@link #transmit}. */
  void goOn(Inputs kernel, long nowNanos) {
    for (Frame each : next) {
      kernel.request(nowNanos, each.connection, each.bytes, 0, each.bytes.remaining());
    }
    next.clear();
    for (long connection : over) {
      kernel.connectionClosed(nowNanos, connection);
    }
    over.clear();
  }

  /** Whether {@link #goOn} has a command for the kernel. */
  boolean hasNext() {
    return !next.isEmpty();
  }

  /** Whether a request is not answered. */
  boolean isBusy() {
    return !pending.isEmpty();
  }
}
