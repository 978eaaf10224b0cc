package io.apexkv.runtime.node;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.runtime.loop.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * PUT and GET over a plain connection, that ask the node to forward. While a node recovers or knows
 * no leader it asks again; nothing was applied then.
 */
final class KeyValueClient implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final RawClient raw;
  private int sequence;

  KeyValueClient(int port) throws IOException {
    raw = new RawClient(port);
  }

  /** Connects to a node that may still be starting. */
  static KeyValueClient await(int port) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return new KeyValueClient(port);
      } catch (IOException notYet) {
        if (System.nanoTime() > until) {
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  void put(String key, String value) throws IOException, InterruptedException {
    RawClient.Answer answer = call(ClientCommand.PUT, strings(key, value));
    if (answer.code() != ClientAnswer.OK) {
      throw new IOException("PUT was answered " + answer.text());
    }
  }

  /** The answer to a PUT of a value of that many bytes. */
  RawClient.Answer put(String key, int valueBytes) throws IOException, InterruptedException {
    return call(ClientCommand.PUT, strings(key, "x".repeat(valueBytes)));
  }

  /** The value, or "absent". */
  String get(String key) throws IOException, InterruptedException {
    RawClient.Answer answer = call(ClientCommand.GET, strings(key));
    return switch (answer.code()) {
      case ClientAnswer.VALUE -> answer.text();
      case ClientAnswer.NOT_FOUND -> "absent";
      default -> throw new IOException("GET was answered " + answer.text());
    };
  }

  /** Sends and does not wait; answers the sequence. */
  int send(int command, byte[] payload) throws IOException {
    byte[] frame = RawClient.frame(command, ++sequence, payload);
    frame[5] = ClientFrame.FLAG_FORWARD;
    raw.send(frame);
    return sequence;
  }

  RawClient.Answer read() throws IOException {
    return raw.read();
  }

  private RawClient.Answer call(int command, byte[] payload)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      send(command, payload);
      RawClient.Answer answer = raw.read();
      boolean early =
          answer.code() == ClientAnswer.ERROR
              && (answer.text().startsWith("RECOVERING") || answer.text().startsWith("NO_LEADER"));
      if (!early || System.nanoTime() > until) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  static byte[] strings(String... parts) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
      payload.writeBytes(ByteBuffer.allocate(4).putInt(0, bytes.length).array());
      payload.writeBytes(bytes);
    }
    return payload.toByteArray();
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
