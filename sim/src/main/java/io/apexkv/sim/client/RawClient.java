package io.apexkv.sim.client;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.network.ClientConnection;
import io.apexkv.sim.network.ClientPort;
import io.apexkv.sim.oracle.ConnectionOrder;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.Violation;
import io.apexkv.sim.world.World;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A client without a session: it pipelines plain commands on one connection, never sends anything
 * twice, and counts what it can't know as UNKNOWN.
 *
 * <p>Besides the shared keys it uses private ones, which no other connection touches: on those, the
 * order of a connection alone tells what every answer must be ({@link ConnectionOrder}).
 */
public final class RawClient implements SimClient, ClientPort {

  private static final long MILLI = 1_000_000L;
  private static final long PATIENCE_NANOS = 1_500 * MILLI;
  private static final int PRIVATE_KEY_USES = 24;

  /** What a server says to a read that waited for a majority when the server ceased to lead. */
  private static final String LEADERSHIP_LOST = "NO_LEADER: leadership was lost";

  /** A request under way. */
  private record Pending(int sequence, int slot, Request request, int operation) {}

  private final World world;
  private final Journal journal;
  private final ConnectionOrder order;
  private final PrivateKeys privateKeys;
  private final int client;
  private final Requests requests;
  private final int window;
  private final List<Pending> pending = new ArrayList<>();
  private final boolean[] idle;

  private @Nullable ClientConnection connection;
  private boolean connected;
  private boolean moving;
  private int node;
  private int nextSequence;
  private int privateKey = -1;
  private int privateKeyUses;
  private long attempts;
  private boolean stopped;

  /** A client with a number below all others' count, from 0. */
  public RawClient(
      World world, Journal journal, ConnectionOrder order, PrivateKeys privateKeys, int client) {
    this.world = world;
    this.journal = journal;
    this.order = order;
    this.privateKeys = privateKeys;
    this.client = client;
    this.requests = new Requests(world.plan(), world.luck(), client);
    this.window = world.plan().workload().window();
    this.idle = new boolean[window];
    this.node = 1 + client % world.size();
  }

  @Override
  public void start() {
    for (int slot = 0; slot < window; slot++) {
      idle[slot] = true;
    }
    reconnect(MILLI);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public int pending() {
    return pending.size();
  }

  private void later(long delayNanos, Runnable action) {
    world
        .queue()
        .after(
            delayNanos,
            new Event() {
              @Override
              protected void happen() {
                action.run();
              }
            });
  }

  private void reconnect(long delayNanos) {
    connection = null;
    connected = false;
    moving = false;
    privateKey = -1;
    later(
        delayNanos,
        () -> {
          if (!stopped) {
            attempts++;
            connection = world.clients().connect(client, node, this);
          }
        });
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an older connection's news are no news
  public void connected(ClientConnection made) {
    if (made == connection) {
      connected = true;
      for (int slot = 0; slot < window; slot++) {
        if (idle[slot]) {
          think(slot, 0);
        }
      }
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality")
  public void disconnected(ClientConnection lost) {
    if (lost == connection) {
      abandon();
      node = 1 + (int) below(world.size(), 1);
      reconnect(MILLI + below(30 * MILLI, 2));
    }
  }

  /** What was under way is UNKNOWN, and never sent again. */
  private void abandon() {
    for (Pending each : pending) {
      journal.unknown(each.operation);
      order.unknown(each.request.key(), each.operation);
      idle[each.slot] = true;
    }
    pending.clear();
  }

  private void think(int slot, long moreNanos) {
    idle[slot] = false;
    later(requests.thinkNanos(world.nowNanos()) + moreNanos, () -> issue(slot));
  }

  private void issue(int slot) {
    ClientConnection to = connection;
    if (stopped || !connected || moving || to == null) {
      idle[slot] = true;
      moveIfDrained();
      return;
    }
    Request request =
        usesPrivateKey() ? requests.nextOn(privateKey()) : requests.next(world.nowNanos());
    int sequence = nextSequence++;
    int operation = journal.invoke(client << 8 | slot, request);
    pending.add(new Pending(sequence, slot, request, operation));
    order.sent(request, operation);
    boolean forward = below(1_000_000, 4) < world.plan().workload().forwardPerMillion();
    world.clients().request(to, RawFrames.request(request, sequence, forward));
    later(PATIENCE_NANOS, () -> loseIfUnanswered(to, sequence));
  }

  private boolean usesPrivateKey() {
    return below(3, 5) == 0;
  }

  private int privateKey() {
    if (privateKey < 0 || privateKeyUses == 0 || order.isUnsure(privateKey)) {
      privateKey = privateKeys.next();
      privateKeyUses = PRIVATE_KEY_USES;
    }
    privateKeyUses--;
    return privateKey;
  }

  @SuppressWarnings("ReferenceEquality")
  private void loseIfUnanswered(ClientConnection to, int sequence) {
    if (to == connection && find(sequence) >= 0) {
      world.clients().closeFromClient(to);
      abandon();
      node = 1 + (int) below(world.size(), 1);
      reconnect(MILLI);
    }
  }

  private int find(int sequence) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).sequence == sequence) {
        return i;
      }
    }
    return -1;
  }

  @Override
  @SuppressWarnings("ReferenceEquality")
  public void received(ClientConnection from, byte[] frame) {
    if (from != connection) {
      return;
    }
    ByteBuffer answer = ByteBuffer.wrap(frame);
    int found = find(ClientFrame.sequence(answer, 0));
    if (found < 0) {
      throw new Violation("client-protocol", "an answer to no request of client " + client);
    }
    Pending answered = pending.remove(found);
    long pause = answered(answered, answer) ? 0 : 5 * MILLI + below(20 * MILLI, 6);
    think(answered.slot, pause);
    moveIfDrained();
  }

  /** Writes down an answer; false if the request failed. */
  private boolean answered(Pending pending, ByteBuffer answer) {
    Request request = pending.request;
    int operation = pending.operation;
    int key = request.key();
    switch (ClientFrame.command(answer, 0)) {
      case ClientAnswer.VALUE -> {
        long value = Values.number(RawFrames.string(answer));
        journal.read(operation, value);
        order.read(key, operation, value);
        requests.saw(key, value);
      }
      case ClientAnswer.NOT_FOUND -> {
        if (request.kind() == Request.Kind.GET) {
          journal.read(operation, Request.ABSENT);
          order.read(key, operation, Request.ABSENT);
        } else {
          journal.deleted(operation, false);
          order.deleted(key, operation, false);
        }
        requests.saw(key, Request.ABSENT);
      }
      case ClientAnswer.OK -> {
        switch (request.kind()) {
          case PUT -> journal.written(operation);
          case DEL -> journal.deleted(operation, true);
          case CAS -> journal.swapped(operation, true);
          case GET -> throw new Violation("client-protocol", "OK is no answer to a GET");
        }
        order.ok(key, operation);
        requests.saw(key, request.value());
      }
      case ClientAnswer.CAS_FAILED -> {
        journal.swapped(operation, false);
        order.casFailed(key, operation);
      }
      case ClientAnswer.REDIRECT -> {
        node = World.nodeAt(RawFrames.text(answer));
        if (leads(node, key)) {
          journal.elsewhere(operation);
        } else {
          journal.failed(operation);
        }
        order.failed(key, operation);
        moving = true;
        return false;
      }
      case ClientAnswer.ERROR -> {
        error(pending, RawFrames.text(answer));
        return false;
      }
      default ->
          throw new Violation(
              "client-protocol", "answer " + ClientFrame.command(answer, 0) + " to " + request);
    }
    return true;
  }

  private boolean leads(int id, int key) {
    Subject subject = world.node(id).subject();
    int group = Values.groupOf(key, world.plan().cluster());
    return subject != null && subject.bootCounter() != 0 && subject.replica(group).leads();
  }

  private void error(Pending pending, String message) {
    ErrorWord word = ErrorWord.of(message);
    if (word == null) {
      throw new Violation("client-protocol", "an error without a known word: " + message);
    }
    if (message.startsWith(LEADERSHIP_LOST)) {
      world.mark(RarePath.READ_WAITED_FOR_DEPOSED_LEADER);
    }
    if (!word.failed()) {
      journal.unknown(pending.operation);
      order.unknown(pending.request.key(), pending.operation);
      return;
    }
    fail(pending);
    boolean elsewhere =
        word == ErrorWord.NO_LEADER || word == ErrorWord.RECOVERING || word == ErrorWord.STOPPING;
    if (elsewhere && below(2, 7) == 0) {
      node = 1 + (int) below(world.size(), 8);
      moving = true;
    }
  }

  private void fail(Pending pending) {
    journal.failed(pending.operation);
    order.failed(pending.request.key(), pending.operation);
  }

  /** A client that moves to another node first waits for what it has under way. */
  private void moveIfDrained() {
    ClientConnection from = connection;
    if (moving && pending.isEmpty() && from != null) {
      world.clients().closeFromClient(from);
      reconnect(MILLI);
    }
  }

  private long below(long bound, int what) {
    long moment = attempts << 32 | nextSequence;
    return world.luck().below(bound, Purpose.WORKLOAD, 100 + client, moment, what);
  }
}
