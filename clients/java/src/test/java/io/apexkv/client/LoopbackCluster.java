package io.apexkv.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.apexkv.client.core.AnswerFrames;
import io.apexkv.client.core.SentFrame;
import io.apexkv.kernel.session.SessionTable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nodes on 127.0.0.1 that speak the protocol over real sockets and share one group's state, one of
 * them leading. Sessions are the kernel's own table.
 */
final class LoopbackCluster implements AutoCloseable {

  /** Connections that are closed without an answer right after the next so many writes. */
  final AtomicInteger answersToSwallow = new AtomicInteger();

  /** Writes applied; a repetition is none. */
  final AtomicInteger applied = new AtomicInteger();

  final CountDownLatch sessionClosed = new CountDownLatch(1);

  /** Counted down when a write came in that is never answered. */
  final CountDownLatch ignored = new CountDownLatch(1);

  volatile boolean ignoresWrites;
  volatile boolean answersGarbage;
  private volatile int leader;

  private final List<ServerSocket> nodes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final TreeMap<String, String> store = new TreeMap<>();
  private final SessionTable sessions = new SessionTable((session, evicted) -> {});
  private long index;

  LoopbackCluster(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      ServerSocket node = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      nodes.add(node);
      addresses.add("127.0.0.1:" + node.getLocalPort());
    }
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread.ofVirtual().start(() -> accept(number));
    }
  }

  String address(int node) {
    return addresses.get(node);
  }

  void lead(int node) {
    leader = node;
  }

  /** Closes a node's port and all connections. */
  synchronized void stop(int node) throws IOException {
    nodes.get(node).close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (int i = 0; i < nodes.size(); i++) {
      stop(i);
    }
  }

  private void accept(int node) {
    while (true) {
      try {
        Socket socket = nodes.get(node).accept();
        synchronized (this) {
          sockets.add(socket);
        }
        Thread.ofVirtual().start(() -> serve(node, socket));
      } catch (IOException e) {
        return; // the port was closed
      }
    }
  }

  private void serve(int node, Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        ByteBuffer frame = read(in);
        SentFrame request = SentFrame.parse(0, "", frame, 0, frame.capacity());
        ByteBuffer answer = answer(node, request);
        if (answer.capacity() == 0) {
          continue;
        }
        if (request.operation() > ClientCommand.GET
            && answersToSwallow.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          return;
        }
        byte[] bytes = new byte[answer.capacity()];
        answer.get(0, bytes);
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static ByteBuffer read(DataInputStream in) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(ClientFrame.HEADER_BYTES);
    in.readFully(header.array());
    int length = ClientFrame.lengthOf(header, 0, header.capacity());
    if (length < 0) {
      throw new EOFException("no frame");
    }
    ByteBuffer frame = ByteBuffer.allocate(length);
    frame.put(0, header, 0, header.capacity());
    in.readFully(frame.array(), header.capacity(), length - header.capacity());
    return frame;
  }

  /** The answer, or an empty buffer for none. */
  private synchronized ByteBuffer answer(int node, SentFrame request) {
    int sequence = request.sequence();
    if (answersGarbage) {
      return ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
    }
    return switch (request.command()) {
      case ClientCommand.PING -> AnswerFrames.empty(ClientAnswer.PONG, sequence);
      case ClientCommand.METRICS ->
          AnswerFrames.frame(ClientAnswer.METRICS_RESPONSE, sequence, new byte[32]);
      case ClientCommand.DESCRIBE -> AnswerFrames.description(sequence, 8, 1, 0, addresses);
      default ->
          node == leader
              ? led(request)
              : AnswerFrames.string(ClientAnswer.REDIRECT, sequence, address(leader));
    };
  }

  private ByteBuffer led(SentFrame request) {
    int sequence = request.sequence();
    return switch (request.command()) {
      case ClientCommand.GET -> {
        String value = store.get(request.key());
        yield value == null
            ? AnswerFrames.empty(ClientAnswer.NOT_FOUND, sequence)
            : AnswerFrames.string(ClientAnswer.VALUE, sequence, value.getBytes(UTF_8));
      }
      case ClientCommand.OPEN_SESSION -> {
        sessions.open(++index, 256, 60_000, 100, 0);
        yield AnswerFrames.session(sequence, index, 256, 60_000);
      }
      case ClientCommand.CLOSE_SESSION -> {
        sessions.close(request.session());
        sessionClosed.countDown();
        yield AnswerFrames.empty(ClientAnswer.OK, sequence);
      }
      default -> {
        if (ignoresWrites) {
          ignored.countDown();
          yield ByteBuffer.allocate(0);
        }
        yield AnswerFrames.empty(write(request), sequence);
      }
    };
  }

  private int write(SentFrame request) {
    if (request.command() != ClientCommand.COMMAND) {
      return execute(request);
    }
    int admission =
        sessions.admit(request.session(), request.number(), request.lowestUnanswered(), 0);
    if (admission != SessionTable.NEW) {
      return admission;
    }
    int answer = execute(request);
    sessions.remember(request.session(), request.number(), answer);
    return answer;
  }

  private int execute(SentFrame request) {
    applied.incrementAndGet();
    String key = request.key();
    if (request.operation() == ClientCommand.DEL) {
      return store.remove(key) == null ? ClientAnswer.NOT_FOUND : ClientAnswer.OK;
    }
    if (request.operation() == ClientCommand.CAS && store.containsKey(key)) {
      return ClientAnswer.CAS_FAILED; // it supports only "must be absent"
    }
    store.put(key, request.value());
    return ClientAnswer.OK;
  }
}
