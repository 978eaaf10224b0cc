package io.apexkv.client.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A client and a cluster of three that does nothing by itself: a test says what is answered, when
 * connections are made and lost, and how time passes.
 */
final class ScriptedWorld implements Transport {

  static final long MILLI = 1_000_000L;
  static final String N1 = "n1:1";
  static final String N2 = "n2:2";
  static final String N3 = "n3:3";

  final ClientCore core;
  final ArrayDeque<SentFrame> sent = new ArrayDeque<>();
  final TreeMap<Long, String> connections = new TreeMap<>();
  final List<Long> closed = new ArrayList<>();

  /** Addresses that refuse connections. */
  final List<String> refusing = new ArrayList<>();

  /** Whether connections are neither made nor refused. */
  boolean connectsSilently;

  long nowNanos = 1000;
  private final ArrayDeque<Runnable> events = new ArrayDeque<>();

  ScriptedWorld() {
    this(settings());
  }

  ScriptedWorld(ClientSettings settings) {
    core = new ClientCore(settings, this);
  }

  static ClientSettings settings() {
    return ClientSettings.of(List.of(N1, N2, N3), 42)
        .withTimeouts(2000 * MILLI, 500 * MILLI, 300 * MILLI)
        .withBackoff(10 * MILLI, 80 * MILLI);
  }

  /**
   * A world whose client has learned of one group, which this node leads, and opened session 100.
   */
  static ScriptedWorld ready(ClientSettings settings, int leader) {
    ScriptedWorld world = new ScriptedWorld(settings);
    Ending warmUp = world.submit(ClientRequest.get(bytes("warm-up")));
    world.describe(1, leader);
    world.answer(world.next(ClientCommand.GET), ClientAnswer.NOT_FOUND);
    assertTrue(warmUp.outcome() instanceof Outcome.NotFound);
    if (settings.sessions()) {
      Ending first = world.submit(ClientRequest.put(bytes("first"), bytes("v")));
      world.openSession(100, 8, 60_000);
      world.answer(world.next(ClientCommand.COMMAND), ClientAnswer.OK);
      assertTrue(first.outcome() instanceof Outcome.Done);
    }
    return world;
  }

  static ScriptedWorld ready() {
    return ready(settings(), 1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** What became of one request. */
  static final class Ending implements Completion {
    private @Nullable Outcome outcome;

    @Override
    public void completed(Outcome ended) {
      assertFalse(isEnded(), "an outcome is told once");
      outcome = ended;
    }

    boolean isEnded() {
      return outcome != null;
    }

    Outcome outcome() {
      Outcome ended = outcome;
      if (ended == null) {
        throw new AssertionError("the request has not ended");
      }
      return ended;
    }
  }

  Ending submit(ClientRequest request) {
    Ending ending = new Ending();
    core.submit(nowNanos, request, ending);
    settle();
    return ending;
  }

  Ending put(String key) {
    return submit(ClientRequest.put(bytes(key), bytes("v-" + key)));
  }

  /** The next frame that was sent, which must be of this command. */
  SentFrame next(int command) {
    assertFalse(sent.isEmpty(), "a frame was sent");
    SentFrame frame = sent.removeFirst();
    assertEquals(command, frame.command());
    return frame;
  }

  SentFrame next(int command, String address) {
    SentFrame frame = next(command);
    assertEquals(address, frame.address());
    return frame;
  }

  void describe(int groups, int leader) {
    SentFrame frame = next(ClientCommand.DESCRIBE);
    deliver(
        frame, AnswerFrames.description(frame.sequence(), 16, groups, leader, List.of(N1, N2, N3)));
  }

  void openSession(long session, int window, long timeToLiveMillis) {
    SentFrame frame = next(ClientCommand.OPEN_SESSION);
    deliver(frame, AnswerFrames.session(frame.sequence(), session, window, timeToLiveMillis));
  }

  void answer(SentFrame frame, int answer) {
    deliver(frame, AnswerFrames.empty(answer, frame.sequence()));
  }

  void error(SentFrame frame, String message) {
    deliver(frame, AnswerFrames.string(ClientAnswer.ERROR, frame.sequence(), message));
  }

  void redirect(SentFrame frame, String address) {
    deliver(frame, AnswerFrames.string(ClientAnswer.REDIRECT, frame.sequence(), address));
  }

  void deliver(SentFrame frame, ByteBuffer answer) {
    core.onFrame(nowNanos, frame.connection(), answer, 0, answer.capacity());
    settle();
  }

  void disconnect(SentFrame frame) {
    connections.remove(frame.connection());
    core.onDisconnected(nowNanos, frame.connection(), "connection reset");
    settle();
  }

  /** Lets time pass until the next frame is sent, at most so long. */
  void advanceUntilSent(long atMostNanos) {
    long untilNanos = nowNanos + atMostNanos;
    while (sent.isEmpty()) {
      long deadlineNanos = core.nextDeadlineNanos();
      assertTrue(deadlineNanos <= untilNanos, "a frame is sent in time");
      time(deadlineNanos);
    }
  }

  void advance(long nanos) {
    long untilNanos = nowNanos + nanos;
    while (core.nextDeadlineNanos() <= untilNanos) {
      time(core.nextDeadlineNanos());
    }
    time(untilNanos);
  }

  private void time(long toNanos) {
    nowNanos = Math.max(nowNanos, toNanos);
    core.onTime(nowNanos);
    settle();
  }

  /** Connections are made, or refused, as soon as they are asked for. */
  private void settle() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  @Override
  public void connect(long connection, String address) {
    if (refusing.contains(address)) {
      events.add(() -> core.onDisconnected(nowNanos, connection, "connection refused"));
    } else if (!connectsSilently) {
      connections.put(connection, address);
      events.add(() -> core.onConnected(nowNanos, connection));
    }
  }

  @Override
  public void send(long connection, ByteBuffer buffer, int offset, int length) {
    String address = connections.get(connection);
    assertTrue(address != null, "frames are sent on open connections");
    if (address != null) {
      sent.add(SentFrame.parse(connection, address, buffer, offset, length));
    }
  }

  @Override
  public void close(long connection) {
    connections.remove(connection);
    closed.add(connection);
  }
}
