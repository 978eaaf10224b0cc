package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Streams;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.raft.GroupView;
import io.apexkv.kernel.raft.Groups;
import io.apexkv.kernel.raft.RaftListener;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.service.NodeState;
import io.apexkv.kernel.service.Service;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.Slabs;
import io.apexkv.kernel.store.wal.Disk;
import io.apexkv.kernel.store.wal.Wal;
import io.apexkv.kernel.wire.Outbox;
import java.nio.ByteBuffer;

/**
 * A whole server as one state machine: Raft groups over one log, their contents, and their clients.
 * It is driven through {@link Inputs} and acts on its {@link Host}, in {@link #flush} alone; it has
 * no thread, clock, file or socket of its own. This class only joins its parts and orders a flush.
 *
 * <pre>
 *   message -> Groups              request -> Service -> Group.propose / registerRead
 *   diskDone -> Disk -> Wal -> Groups.batchDurable
 *   flush: timers, one log batch, apply and answer, messages; then all effects
 * </pre>
 *
 * The contract, which every host and this class keep, is in {@code docs/contract.md}.
 */
public final class Kernel implements Inputs, RaftListener {

  private static final int PURPOSE_TABLES = 0x7AB1E;

  private final Host host;
  private final Config config;
  private final Disk disk = new Disk();
  private final TraceQueue traces = new TraceQueue();
  private final Outbox outbox;
  private final Wal wal;
  private final Groups groups;
  private final Slabs slabs;
  private final Engine[] engines;
  private final Service service;
  private final LogAccess log;
  private final ForwardedFrames forwarded;

  private long nowNanos;
  private long wallMillis;
  private long bootCounter;
  private boolean hasMore;
  private boolean drainAnnounced;
  private @Nullable HaltReason haltReason;
  private String haltMessage = "";
  private boolean halted;

  /**
   * A kernel that waits for {@link #booted}.
   *
   * @param seed where its randomness comes from; different on every node
   * @throws IllegalArgumentException if the config's memory and limits do not fit together
   */
  public Kernel(Config config, long seed, Host host, EngineFactory engineFactory) {
    this.config = config;
    this.host = host;
    outbox = new Outbox(config);
    wal = new Wal(config, disk, this::batchDurable, this::halt);
    log = new LogAccess(this, wal);
    forwarded = new ForwardedFrames(this, outbox);
    groups = new Groups(config, seed, outbox, log, this, forwarded);
    engines = new Engine[config.groups()];
    slabs = new Slabs(config.memory(), config.headroomChunks(), config.groups() == 1);
    Group[] rafts = new Group[config.groups()];
    for (int i = 0; i < engines.length; i++) {
      long hashSeed = Streams.draw(seed, PURPOSE_TABLES, i + 1, 0, 0);
      engines[i] = engineFactory.create(i + 1, slabs, config.limits().maxValueBytes(), hashSeed);
      rafts[i] = groups.group(i + 1);
    }
    service = new Service(config, rafts, engines, traces, forwarded, log);
  }

  @Override
  public void booted(long nowNanos, long wallMillis) {
    time(nowNanos, wallMillis);
    service.booted(nowNanos);
    wal.recover(new LogRecovery(this, groups));
  }

  @Override
  public void time(long nowNanos, long wallMillis) {
    this.nowNanos = nowNanos;
    this.wallMillis = wallMillis;
    service.time(nowNanos, wallMillis);
  }

  @Override
  public void peerUp(long nowNanos, int peer, long bootCounter) {
    forwarded.peerUp(peer, bootCounter);
    outbox.peerUp(peer);
    groups.connectionChanged(peer);
  }

  @Override
  public void peerDown(long nowNanos, int peer) {
    forwarded.peerDown(peer);
    outbox.peerDown(peer);
    groups.connectionChanged(peer);
    service.peerDown(peer);
  }

  @Override
  public void sendSpace(long nowNanos, int peer, int bytes) {
    outbox.sendSpace(peer, bytes);
  }

  @Override
  public void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    if (bootCounter != 0) {
      groups.message(nowNanos, peer, buffer, offset, length);
    }
  }

  /** Nothing listens to datagrams before gossip does. */
  @Override
  public void datagram(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void connectionOpened(long nowNanos, long connection) {
    service.connectionOpened(connection);
  }

  @Override
  public void connectionClosed(long nowNanos, long connection) {
    service.connectionClosed(connection);
  }

  @Override
  public void request(long nowNanos, long connection, ByteBuffer buffer, int offset, int length) {
    service.request(connection, buffer, offset, length);
  }

  @Override
  public void diskDone(
      long nowNanos, long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    disk.done(ticket, status, buffer, length);
  }

  @Override
  public void admin(long nowNanos, AdminOrder order) {
    switch (order) {
      case DRAIN -> service.stop();
    }
  }

  /**
   * Acts: what became possible by the inputs, and by what this itself makes possible (a commit
   * frees an entry to apply, an applied entry its reads), comes into the same flush.
   */
  @Override
  public void flush(long nowNanos) {
    if (halted) {
      return;
    }
    if (bootCounter != 0 && haltReason == null) {
      act();
    }
    traces.emit(host);
    if (service.outOfMemory()) {
      halt(
          HaltReason.OUT_OF_MEMORY,
          "a committed entry found no memory for its value; give the node more memory");
    }
    if (haltReason != null) {
      halted = true;
      host.halt(haltReason, haltMessage);
      return;
    }
    disk.emit(host);
    outbox.emit(host);
    service.emit(host);
  }

  private void act() {
    groups.time(nowNanos, wallMillis);
    for (Engine engine : engines) {
      engine.time(nowNanos);
    }
    hasMore = service.flush(host);
    slabs.expect(groups.unpromisedBytes(), groups.untakenTailChunks());
    if (service.drained() && !drainAnnounced) {
      drainAnnounced = true;
      groups.drain(nowNanos);
      traces.add(Trace.DRAINED, 0, 0, 0);
    }
    if (groups.wantsStage() && wal.idle()) {
      groups.stage(log);
      wal.submit();
    }
    groups.send(nowNanos);
  }

  @Override
  public long nextDeadlineNanos() {
    if (halted || bootCounter == 0) {
      return Long.MAX_VALUE;
    }
    if (hasMore) {
      return nowNanos;
    }
    long deadline = Math.min(groups.nextDeadlineNanos(), service.nextDeadlineNanos());
    for (Engine engine : engines) {
      deadline = Math.min(deadline, engine.nextDeadlineNanos());
    }
    return deadline;
  }

  @Override
  public long bootCounter() {
    return bootCounter;
  }

  /** What can be seen of a group, 1 to the number of groups. */
  public GroupView view(long group) {
    return groups.group(group).view();
  }

  /**
   * Digest of a group's keys, values and sessions: equal on all replicas at equal applied index.
   */
  public long digest(long group) {
    return service.digest((int) group);
  }

  /** What the node is doing. */
  public NodeState state() {
    return service.state();
  }

  /** Keeps the first reason to stop; the next flush tells the host. */
  private void halt(HaltReason reason, String message) {
    if (haltReason == null) {
      haltReason = reason;
      haltMessage = message;
    }
  }

  // What the parts tell and ask each other.

  @Override
  public void roleChanged(Group group, Role from, Role to) {
    if (from == Role.LEADER) {
      service.leadershipLost((int) group.view().group());
    }
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    traces.add(event, group, first, second);
  }

  private void batchDurable() {
    groups.batchDurable(nowNanos);
  }

  Groups groups() {
    return groups;
  }

  Service service() {
    return service;
  }

  TraceQueue traces() {
    return traces;
  }

  Config config() {
    return config;
  }

  long nowNanos() {
    return nowNanos;
  }

  void recovered(long bootCounter, long entries) {
    this.bootCounter = bootCounter;
    traces.add(Trace.RECOVERED, 0, bootCounter, entries);
    groups.recovered(nowNanos, wallMillis);
    service.recovered(bootCounter);
  }

  void outOfMemory(String message) {
    halt(HaltReason.OUT_OF_MEMORY, message);
  }
}
