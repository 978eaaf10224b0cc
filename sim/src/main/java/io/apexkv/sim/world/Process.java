package io.apexkv.sim.world;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.disk.DiskListener;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.network.ClientConnection;
import io.apexkv.sim.plan.BatchShape;
import io.apexkv.sim.plan.Shapes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The host of one kernel, from boot to death.
 *
 * <p>Inputs wait in an inbox until a batch takes them; when a batch begins, how many inputs it
 * takes and how long it keeps the process busy is luck. A batch's effects begin when its work is
 * done.
 */
final class Process implements DiskListener, Lateness {

  /** Batch boundaries and delays are drawn for slots of about a millisecond. */
  private static final int SLOT_BITS = 20;

  /** Where batches change their shape, they do so about every eighth of a second. */
  private static final int MOOD_BITS = 27;

  private static final int LARGE_BATCH_INPUTS = 16;

  private static final BatchShape[] MOODS = {
    BatchShape.SINGLE, BatchShape.ALL, BatchShape.DRAWN, BatchShape.DRAWN
  };

  private final World world;
  private final Node node;
  private final long life;
  private final SimMemory memory;
  private final Effects effects;
  private final Subject subject;
  private final Inputs kernel;
  private final ArrayDeque<Input> inbox = new ArrayDeque<>();
  private final LongMap<ServerConnection> connections = new LongMap<>();

  private long connectionsSoFar;
  private long busyUntilNanos;
  private long nextBatchNanos = Long.MAX_VALUE;
  private long lastNowNanos = Long.MIN_VALUE;
  private long freezeNanos;
  private boolean booted;
  private boolean ended;

  Process(World world, Node node, long life) {
    this.world = world;
    this.node = node;
    this.life = life;
    this.memory = world.newMemory();
    this.effects = new Effects(world, node, this);
    long seed = world.luck().draw(Purpose.KERNEL_SEED, node.id(), life, 0);
    this.subject = world.factory().boot(world.config(node.id(), memory), seed, effects, this);
    this.kernel = subject.inputs();
  }

  Subject subject() {
    return subject;
  }

  LongMap<ServerConnection> connections() {
    return connections;
  }

  boolean isPaused() {
    return node.pausedUntilNanos > world.nowNanos();
  }

  boolean isEnded() {
    return ended;
  }

  /** The first batch will say that it booted. */
  void start() {
    node.disk().attach(this);
    wake(world.nowNanos());
  }

  /** Nothing is delivered any more; all memory goes back. */
  void end() {
    ended = true;
    memory.reclaim();
  }

  /** The kernel's next batch loses its effects from a point on, and the process dies with it. */
  void dieInFlush(boolean onlyIfWriting) {
    effects.armCrash(onlyIfWriting);
  }

  /** The next batch lasts longer: the process stands still between an input and its effects. */
  void freezeInBatch(long nanos) {
    freezeNanos = nanos;
  }

  /** An order of the operator. */
  void admin(AdminOrder order) {
    arrived(Input.ADMIN, order.ordinal(), 0, Input.NO_BYTES);
  }

  long nextConnection() {
    return ++connectionsSoFar;
  }

  void arrived(int code, long number, long argument, byte[] bytes) {
    arrived(new Input(code, number, argument, bytes, DiskStatus.OK, null));
  }

  private void arrived(Input input) {
    inbox.addLast(input);
    wakeForInput();
  }

  void connectionOpened(ClientConnection connection) {
    connections.put(connection.id(), new ServerConnection(connection));
    arrived(Input.CONNECTION_OPENED, connection.id(), 0, Input.NO_BYTES);
  }

  void connectionClosed(ClientConnection connection) {
    arrived(Input.CONNECTION_CLOSED, connection.id(), 0, Input.NO_BYTES);
  }

  void request(ClientConnection connection, byte[] frame) {
    ServerConnection open = connections.get(connection.id());
    if (open != null) {
      open.requests.addLast(frame);
      arrived(Input.REQUEST, connection.id(), 0, Input.NO_BYTES);
    }
  }

  /** The kernel wants requests of a connection again. */
  void resume(ServerConnection connection) {
    for (; connection.heldTokens > 0; connection.heldTokens--) {
      arrived(Input.REQUEST, connection.connection.id(), 0, Input.NO_BYTES);
    }
  }

  @Override
  public void diskDone(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    arrived(new Input(Input.DISK_DONE, ticket, length, Input.NO_BYTES, status, buffer));
  }

  @Override
  public void gave(long ticket, ByteBuffer buffer, int offset, int length) {
    world.traceHash().fold(Input.DISK_BYTES, node.id(), ticket, buffer, offset, length);
  }

  @Override
  public void becameDurable(FileId file, long offset, int length) {
    world.observer().becameDurable(node, file, offset, length);
  }

  @Override
  public void synced(FileId file) {
    world.observer().synced(node, file);
  }

  @Override
  public long delayNanos(long keyHash, long occurrence) {
    return world.faults().engineDelayNanos(node.id(), keyHash, occurrence);
  }

  private void wakeForInput() {
    long now = world.nowNanos();
    if (nextBatchNanos > now) {
      long draw = world.luck().draw(Purpose.BATCH_DELAY, node.id(), now >> SLOT_BITS, 0);
      wake(now + world.plan().shapes().batchDelay().nanos(draw));
    }
  }

  /** Makes sure that a batch begins by then, or as soon after as the process is free. */
  void wake(long atNanos) {
    long free = Math.max(busyUntilNanos, node.pausedUntilNanos);
    long at = Math.max(Math.max(atNanos, free), world.nowNanos());
    if (at < nextBatchNanos) {
      nextBatchNanos = at;
      world.queue().at(at, new Wake(this, at));
    }
  }

  /** A batch may begin. */
  private static final class Wake extends Event {
    private final Process process;
    private final long atNanos;

    Wake(Process process, long atNanos) {
      this.process = process;
      this.atNanos = atNanos;
    }

    @Override
    protected void happen() {
      process.woken(atNanos);
    }
  }

  private void woken(long atNanos) {
    if (ended || atNanos != nextBatchNanos) {
      return; // dead, or an earlier batch took this one's place
    }
    nextBatchNanos = Long.MAX_VALUE;
    if (isPaused()) {
      wake(node.pausedUntilNanos);
      return;
    }
    try {
      batch();
    } catch (InvariantViolation broken) {
      throw new Violation("kernel-invariant", "node " + node.id(), broken);
    } catch (Violation found) {
      throw found;
    } catch (RuntimeException bug) {
      throw new Violation("kernel-exception", "node " + node.id() + ": " + bug, bug);
    }
    if (effects.crashed()) {
      node.crash();
      return;
    }
    world.observer().flushed(node);
    long deadline = kernel.nextDeadlineNanos();
    if (deadline != Long.MAX_VALUE) {
      wake(node.clock().worldNanos(deadline));
    }
    if (!inbox.isEmpty()) {
      wake(busyUntilNanos);
    }
  }

  private void batch() {
    long worldNow = world.nowNanos();
    long now = node.clock().monotonicNanos(worldNow);
    if (now < lastNowNanos) {
      throw new IllegalStateException("the clock went back");
    }
    lastNowNanos = now;
    long wall = node.clock().wallMillis(worldNow);
    TraceHash hash = world.traceHash();
    if (!booted) {
      booted = true;
      hash.fold(Input.BOOTED, node.id(), now, wall);
      kernel.booted(now, wall);
    }
    hash.fold(Input.TIME, node.id(), now, wall);
    kernel.time(now, wall);
    long size = batchInputs(worldNow);
    long left = size;
    for (; left > 0 && !inbox.isEmpty(); left--) {
      deliver(now, inbox.removeFirst(), hash);
    }
    if (size == 1 && left == 0 && !inbox.isEmpty()) {
      world.mark(RarePath.BATCH_OF_ONE);
    } else if (size - left >= LARGE_BATCH_INPUTS) {
      world.mark(RarePath.LARGE_BATCH);
    }
    long work =
        world
            .plan()
            .shapes()
            .batchWork()
            .nanos(world.luck().draw(Purpose.BATCH_WORK, node.id(), worldNow, life));
    busyUntilNanos = worldNow + work + freezeNanos;
    freezeNanos = 0;
    hash.fold(Input.FLUSH, node.id(), now, 0);
    effects.beginFlush(busyUntilNanos);
    kernel.flush(now);
    effects.endFlush();
  }

  /** How many inputs the batch that begins now takes at most. */
  private long batchInputs(long worldNow) {
    Shapes shapes = world.plan().shapes();
    int most = shapes.batchInputs();
    BatchShape shape = shapes.batches();
    if (shape == BatchShape.CHANGING) {
      long mood =
          world.luck().below(MOODS.length, Purpose.BATCH_MOOD, node.id(), worldNow >> MOOD_BITS, 0);
      shape = MOODS[(int) mood];
    }
    return switch (shape) {
      case SINGLE -> 1;
      case ALL -> most;
      case DRAWN, CHANGING ->
          1 + world.luck().below(most, Purpose.BATCH_SIZE, node.id(), worldNow >> SLOT_BITS, 0);
    };
  }

  private void deliver(long now, Input input, TraceHash hash) {
    if (input.code() == Input.REQUEST) {
      deliverRequest(now, input.number(), hash);
      return;
    }
    byte[] bytes = input.bytes();
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    long rest = input.argument() << 3 | input.status().ordinal();
    hash.fold(input.code(), node.id(), input.number() ^ rest << 32, frame, 0, bytes.length);
    switch (input.code()) {
      case Input.PEER_UP -> {
        effects.peerUp((int) input.number());
        kernel.peerUp(now, (int) input.number(), input.argument());
      }
      case Input.PEER_DOWN -> {
        effects.peerDown((int) input.number());
        kernel.peerDown(now, (int) input.number());
      }
      case Input.SEND_SPACE -> {
        effects.credit((int) input.number(), (int) input.argument());
        kernel.sendSpace(now, (int) input.number(), (int) input.argument());
      }
      case Input.MESSAGE -> kernel.message(now, (int) input.number(), frame, 0, bytes.length);
      case Input.CONNECTION_OPENED -> kernel.connectionOpened(now, input.number());
      case Input.CONNECTION_CLOSED -> {
        if (connections.remove(input.number()) != null) {
          kernel.connectionClosed(now, input.number());
        }
      }
      case Input.DISK_DONE ->
          kernel.diskDone(
              now, input.number(), input.status(), input.buffer(), (int) input.argument());
      case Input.ADMIN -> kernel.admin(now, AdminOrder.values()[(int) input.number()]);
      default -> throw new IllegalStateException("no input has code " + input.code());
    }
  }

  /** A token says that a request has come; a paused connection keeps both for later. */
  private void deliverRequest(long now, long id, TraceHash hash) {
    ServerConnection connection = connections.get(id);
    if (connection == null) {
      return;
    }
    if (connection.paused) {
      connection.heldTokens++;
      return;
    }
    byte[] bytes = connection.requests.removeFirst();
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    hash.fold(Input.REQUEST, node.id(), id, frame, 0, bytes.length);
    kernel.request(now, id, frame, 0, bytes.length);
  }
}
