package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Prng;
import io.apexkv.kernel.session.SessionTable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Three nodes of one group, as bad as the protocol allows: connections break with frames under way
 * that may or may not arrive, leaders change, appended commands are applied late, or lost, or
 * applied without an answer, and sessions end. What is applied goes through the kernel's own
 * session table, and is counted.
 */
final class ModelCluster implements Transport {

  static final List<String> NODES = List.of("n1:1", "n2:2", "n3:3");

  private static final long MILLI = 1_000_000L;

  /** What the group did with one value, which only one request ever writes. */
  static final class Applied {
    int times;
    int answer;
  }

  private record Event(long atNanos, long order, Runnable action) {}

  private static final class Connection {
    final long id;
    final String address;
    boolean established;
    boolean brokenForClient;
    long lastArrivalNanos;
    long lastAnswerNanos;

    Connection(long id, String address) {
      this.id = id;
      this.address = address;
    }
  }

  private final Prng prng;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (one, two) ->
              one.atNanos != two.atNanos
                  ? Long.compare(one.atNanos, two.atNanos)
                  : Long.compare(one.order, two.order));
  private final TreeMap<Long, Connection> connections = new TreeMap<>();
  private final TreeMap<String, Applied> applied = new TreeMap<>();
  private final TreeMap<String, String> store = new TreeMap<>();
  private final List<Long> sessionIds = new ArrayList<>();
  private final SessionTable sessions = new SessionTable((session, evicted) -> {});
  private @Nullable ClientCore core;
  private String leader = "n1:1";
  private long order;
  private long index = 1;
  private boolean chaos = true;
  long nowNanos;

  ModelCluster(long seed) {
    prng = new Prng(seed);
  }

  void serve(ClientCore client) {
    core = client;
    after(20 * MILLI, this::trouble);
  }

  private ClientCore client() {
    ClientCore client = core;
    if (client == null) {
      throw new IllegalStateException("serve() comes first");
    }
    return client;
  }

  Applied appliedOf(String value) {
    return applied.computeIfAbsent(value, absent -> new Applied());
  }

  /** From now on nothing goes wrong; what was under way may still arrive. */
  void heal() {
    chaos = false;
  }

  void after(long delayNanos, Runnable action) {
    events.add(new Event(nowNanos + delayNanos, order++, action));
  }

  void runFor(long nanos) {
    long untilNanos = nowNanos + nanos;
    while (true) {
      Event event = events.peek();
      long eventNanos = event == null ? Long.MAX_VALUE : event.atNanos;
      long nextNanos = Math.min(eventNanos, client().nextDeadlineNanos());
      if (nextNanos > untilNanos) {
        nowNanos = untilNanos;
        return;
      }
      nowNanos = Math.max(nowNanos, nextNanos);
      if (event != null && eventNanos <= nowNanos) {
        events.remove();
        event.action.run();
      } else {
        client().onTime(nowNanos);
      }
    }
  }

  private boolean badLuck(int percent) {
    return chaos && prng.chance(percent, 100);
  }

  private long delayNanos() {
    return badLuck(2) ? prng.below(1500) * MILLI : (1 + prng.below(6)) * MILLI;
  }

  /** Now and then: another leader, a broken connection, the end of a session. */
  private void trouble() {
    if (badLuck(6)) {
      leader = NODES.get((int) prng.below(NODES.size()));
    }
    if (badLuck(8) && !connections.isEmpty()) {
      List<Connection> all = List.copyOf(connections.values());
      breakConnection(all.get((int) prng.below(all.size())));
    }
    if (badLuck(1) && !sessionIds.isEmpty()) {
      sessions.close(sessionIds.get((int) prng.below(sessionIds.size())));
    }
    after(20 * MILLI, this::trouble);
  }

  private void breakConnection(Connection connection) {
    connections.remove(connection.id);
    after(
        delayNanos(),
        () -> {
          if (!connection.brokenForClient) {
            connection.brokenForClient = true;
            client().onDisconnected(nowNanos, connection.id, "broken");
          }
        });
  }

  @Override
  public void connect(long id, String address) {
    Connection connection = new Connection(id, address);
    connections.put(id, connection);
    if (badLuck(10)) {
      breakConnection(connection);
    } else if (!badLuck(3)) { // else it is never heard of again
      after(
          MILLI,
          () -> {
            if (!connection.brokenForClient && connections.containsKey(id)) {
              connection.established = true;
              client().onConnected(nowNanos, id);
            }
          });
    }
  }

  @Override
  public void close(long id) {
    Connection connection = connections.remove(id);
    if (connection != null) {
      connection.brokenForClient = true;
    }
  }

  @Override
  public void send(long id, ByteBuffer buffer, int offset, int length) {
    Connection connection = connections.get(id);
    if (connection == null) {
      return; // the client does not know yet
    }
    SentFrame frame = SentFrame.parse(id, connection.address, buffer, offset, length);
    long arrivalNanos = Math.max(nowNanos + delayNanos(), connection.lastArrivalNanos);
    connection.lastArrivalNanos = arrivalNanos;
    after(
        arrivalNanos - nowNanos,
        () -> {
          if (connections.containsKey(id) || prng.chance(1, 2)) {
            arrive(connection, frame);
          }
        });
  }

  private void arrive(Connection connection, SentFrame frame) {
    if (frame.command() == ClientCommand.DESCRIBE) {
      int node = badLuck(20) ? 0 : 1 + NODES.indexOf(leader);
      answer(connection, AnswerFrames.description(frame.sequence(), 16, 1, node, NODES));
    } else if (badLuck(3)) {
      error(connection, frame, "BUSY: a bound was reached");
    } else if (badLuck(2)) {
      error(connection, frame, "RECOVERING: this node still reads its log");
    } else if (!connection.address.equals(leader)) {
      if (badLuck(30)) {
        error(connection, frame, "NO_LEADER: group 1 has no leader here");
      } else {
        String named = badLuck(10) ? NODES.get((int) prng.below(3)) : leader;
        answer(connection, AnswerFrames.string(ClientAnswer.REDIRECT, frame.sequence(), named));
      }
    } else if (frame.command() == ClientCommand.GET) {
      String value = store.get(frame.key());
      answer(
          connection,
          value == null
              ? AnswerFrames.empty(ClientAnswer.NOT_FOUND, frame.sequence())
              : AnswerFrames.string(ClientAnswer.VALUE, frame.sequence(), value));
    } else {
      append(connection, frame);
    }
  }

  /** An accepted write is applied sooner or later, or lost with the leader that had it. */
  private void append(Connection connection, SentFrame frame) {
    int known = sessions.answered(frame.session(), frame.number());
    if (frame.command() == ClientCommand.COMMAND && known != SessionTable.NEW) {
      answer(connection, AnswerFrames.empty(known, frame.sequence()));
      return;
    }
    boolean lost = badLuck(4);
    boolean silent = badLuck(2);
    boolean toldUnknown = (lost && !silent) || badLuck(4);
    if (toldUnknown) {
      error(connection, frame, "UNKNOWN: leadership was lost");
    }
    if (!lost) {
      after(delayNanos(), () -> apply(connection, frame, !silent && !toldUnknown));
    }
  }

  private void apply(Connection connection, SentFrame frame, boolean answering) {
    index++;
    ByteBuffer answer =
        switch (frame.command()) {
          case ClientCommand.OPEN_SESSION -> {
            sessions.open(index, 12, 60_000, 100, nowNanos / MILLI);
            sessionIds.add(index);
            yield AnswerFrames.session(frame.sequence(), index, 12, 60_000);
          }
          case ClientCommand.COMMAND -> command(frame);
          default -> AnswerFrames.empty(execute(frame), frame.sequence());
        };
    if (answering) {
      answer(connection, answer);
    }
  }

  private ByteBuffer command(SentFrame frame) {
    int admission =
        sessions.admit(frame.session(), frame.number(), frame.lowestUnanswered(), nowNanos / MILLI);
    return switch (admission) {
      case SessionTable.NEW -> {
        int answer = execute(frame);
        sessions.remember(frame.session(), frame.number(), answer);
        yield AnswerFrames.empty(answer, frame.sequence());
      }
      case SessionTable.EXPIRED -> errorFrame(frame, "SESSION_EXPIRED: no such session");
      case SessionTable.FORGOTTEN -> errorFrame(frame, "ALREADY_ANSWERED: below the lowest");
      case SessionTable.BEYOND_WINDOW -> throw new AssertionError("the client keeps to the window");
      default -> AnswerFrames.empty(admission, frame.sequence());
    };
  }

  private int execute(SentFrame frame) {
    Applied effect = appliedOf(frame.value());
    effect.times++;
    boolean refused = frame.operation() == ClientCommand.CAS && store.containsKey(frame.key());
    if (!refused) {
      store.put(frame.key(), frame.value());
    }
    effect.answer = refused ? ClientAnswer.CAS_FAILED : ClientAnswer.OK;
    return effect.answer;
  }

  private void error(Connection connection, SentFrame frame, String message) {
    answer(connection, errorFrame(frame, message));
  }

  private static ByteBuffer errorFrame(SentFrame frame, String message) {
    return AnswerFrames.string(ClientAnswer.ERROR, frame.sequence(), message);
  }

  private void answer(Connection connection, ByteBuffer frame) {
    if (!connections.containsKey(connection.id)) {
      return;
    }
    long arrivalNanos = Math.max(nowNanos + delayNanos(), connection.lastAnswerNanos);
    connection.lastAnswerNanos = arrivalNanos;
    after(
        arrivalNanos - nowNanos,
        () -> {
          if (connections.containsKey(connection.id)) {
            client().onFrame(nowNanos, connection.id, frame, 0, frame.capacity());
          }
        });
  }
}
