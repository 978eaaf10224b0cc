package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** A client's connection to one server of a {@link MiniCluster}. */
final class MiniClient {

  /** What came back; {@code text} begins with the answer's name, or is a value or a message. */
  record Answer(int sequence, String text) {}

  private final MiniCluster cluster;
  private final MiniServer server;
  private final long connection;
  private final int flags;
  private int sequence;

  /** Opens a connection. */
  MiniClient(MiniCluster cluster, MiniServer server, long connection) {
    this(cluster, server, connection, 0);
  }

  private MiniClient(MiniCluster cluster, MiniServer server, long connection, int flags) {
    this.cluster = cluster;
    this.server = server;
    this.connection = connection;
    this.flags = flags;
    server.kernel.connectionOpened(cluster.now, connection);
  }

  /** Opens a connection whose requests ask to be forwarded. */
  static MiniClient forwarding(MiniCluster cluster, MiniServer server, long connection) {
    return new MiniClient(cluster, server, connection, ClientFrame.FLAG_FORWARD);
  }

  void close() {
    server.kernel.connectionClosed(cluster.now, connection);
  }

  // Requests; each returns its sequence, and is answered later.

  int put(String key, String value) {
    return send(ClientCommand.PUT, new Payload().string(key).string(value));
  }

  int get(String key) {
    return send(ClientCommand.GET, new Payload().string(key));
  }

  int delete(String key) {
    return send(ClientCommand.DEL, new Payload().string(key));
  }

  int compareAndSet(String key, @Nullable String expected, String value) {
    return send(ClientCommand.CAS, new Payload().string(key).expected(expected).string(value));
  }

  int open(long group, int window) {
    return send(ClientCommand.OPEN_SESSION, new Payload().u64(group).u32(window).u32(0));
  }

  int closeSession(long group, long session) {
    return send(ClientCommand.CLOSE_SESSION, new Payload().u64(group).u64(session));
  }

  /** A PUT under a session. */
  int command(long group, long session, long number, long lowest, String key, String value) {
    return send(
        ClientCommand.COMMAND,
        head(group, session, number, lowest).u8(ClientCommand.PUT).string(key).string(value));
  }

  /** What begins a COMMAND: its operation follows. */
  static Payload head(long group, long session, long number, long lowest) {
    return new Payload().u64(group).u64(session).u64(number).u64(lowest);
  }

  int send(int command) {
    return send(command, new Payload());
  }

  int send(int command, Payload payload) {
    return send(command, flags, payload);
  }

  int send(int command, int frameFlags, Payload payload) {
    ByteBuffer frame = payload.frame(command, frameFlags, ++sequence);
    server.kernel.time(cluster.now, cluster.wallMillis());
    server.kernel.request(cluster.now, connection, frame, 0, frame.capacity());
    return sequence;
  }

  // Answers.

  /** The next answer. */
  Answer answer() {
    ByteBuffer frame = frame();
    return new Answer(ClientFrame.sequence(frame, 0), text(frame));
  }

  /** The next answer's text. */
  String text() {
    return answer().text;
  }

  /** The next answer's frame. */
  ByteBuffer frame() {
    for (int i = 0; i < 5000; i++) {
      ByteBuffer frame = poll();
      if (frame != null) {
        return frame;
      }
      cluster.step();
    }
    throw new AssertionError("no answer within 5 s");
  }

  /** Whether an answer has come that nobody looked at. */
  boolean hasAnswer() {
    ArrayDeque<ByteBuffer> answers = server.answers.get(connection);
    return answers != null && !answers.isEmpty();
  }

  /** The next answer opens a session: its id. */
  long session() {
    String[] words = text().split(" ");
    if (!words[0].equals("SESSION")) {
      throw new AssertionError("no session but " + String.join(" ", words));
    }
    return Long.parseLong(words[1]);
  }

  private @Nullable ByteBuffer poll() {
    ArrayDeque<ByteBuffer> answers = server.answers.get(connection);
    return answers == null ? null : answers.poll();
  }

  private static String text(ByteBuffer frame) {
    int code = ClientFrame.command(frame, 0);
    return switch (code) {
      case ClientAnswer.OK -> "OK";
      case ClientAnswer.NOT_FOUND -> "NOT_FOUND";
      case ClientAnswer.CAS_FAILED -> "CAS_FAILED";
      case ClientAnswer.PONG -> "PONG";
      case ClientAnswer.SESSION ->
          "SESSION " + frame.getLong(16) + " " + frame.getInt(24) + " " + frame.getLong(32);
      case ClientAnswer.VALUE, ClientAnswer.ERROR, ClientAnswer.REDIRECT -> {
        byte[] bytes = new byte[frame.getInt(16)];
        frame.get(20, bytes);
        yield new String(bytes, StandardCharsets.US_ASCII);
      }
      default -> "0x" + Integer.toHexString(code);
    };
  }

  /** A payload put together field by field. */
  static final class Payload {
    private final ByteBuffer bytes = ByteBuffer.allocate(64 << 10);

    Payload u8(int value) {
      bytes.put((byte) value);
      return this;
    }

    Payload u32(int value) {
      bytes.putInt(value);
      return this;
    }

    Payload u64(long value) {
      bytes.putLong(value);
      return this;
    }

    Payload string(String value) {
      bytes.putInt(value.length()).put(value.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    Payload expected(@Nullable String value) {
      return value == null ? u8(0) : u8(1).string(value);
    }

    ByteBuffer frame(int command, int flags, int sequence) {
      ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + bytes.position());
      ClientFrame.header(frame, 0, command, flags, 0, bytes.position(), sequence);
      frame.put(ClientFrame.HEADER_BYTES, bytes, 0, bytes.position());
      return frame;
    }
  }
}
