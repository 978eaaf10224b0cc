package io.apexkv.maelstrom;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Kernel;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.runtime.disk.DirectMemory;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.disk.DiskCounters;
import io.apexkv.runtime.disk.DiskHost;
import io.apexkv.runtime.disk.FileDisk;
import io.apexkv.runtime.loop.Clock;
import io.apexkv.runtime.node.DataDirectory;
import io.apexkv.runtime.node.StartRefused;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel of a node that knows its name, and its host: Maelstrom's messages in place of sockets,
 * the runtime's disk and clock. Keeps the rules of {@code docs/contract.md}.
 */
final class Server extends DiskHost implements Closeable {

  private static final long MILLI = 1_000_000L;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final long MEMORY_BYTES = 256L << 20;

  /** A server's bounds, with smaller values and segments: a node lives for a minute or two. */
  private static final Limits LIMITS =
      new Limits(
          64 << 10, 4 << 20, 8L << 30, 32L << 20, 256 << 10, 1 << 20, 16 << 20, 1 << 20, 1024, 100,
          600_000);

  private final Kernel kernel;
  private final DataDirectory directory;
  private final Peers peers;
  private final Clients clients = new Clients();
  private final Clock clock;
  private final Log log;
  private boolean halted;

  /**
   * What a node's kernel is made from.
   *
   * @param names of all nodes, in an order that all know alike; the first has number 1
   * @param self this node's
   * @throws IllegalArgumentException if a cluster can't be made of these nodes
   */
  static Config config(List<String> names, String self, Settings settings) {
    List<Member> members = new ArrayList<>();
    for (int number = 1; number <= names.size(); number++) {
      members.add(new Member(number, names.get(number - 1)));
    }
    long electionTimeoutNanos = settings.electionTimeoutMillis() * MILLI;
    return new Config(
        new ClusterId(0, names.size()),
        1 + names.indexOf(self),
        members,
        1,
        1,
        new Timing(electionTimeoutNanos, electionTimeoutNanos / 10),
        LIMITS,
        new DirectMemory(CHUNK_BYTES, MEMORY_BYTES),
        "a temporary directory");
  }

  /**
   * Boots, in the middle of a batch: {@link #end} is the next call.
   *
   * @param parent of the node's directory
   * @param nowNanos the batch's time
   * @param wake lets the loop see that a disk operation has ended
   */
  static Server boot(Config config, Path parent, Clock clock, long nowNanos, Log log, Runnable wake)
      throws IOException, StartRefused {
    DataDirectory directory = TemporaryDirectory.open(parent, config.cluster(), config.node());
    Disk disk = new FileDisk(directory.path(), directory.mode(), new DiskCounters(), "disk", wake);
    log.say("node " + config.node() + " of " + config.members().size() + ", " + directory.path());
    Server server = new Server(config, directory, disk, clock, log);
    server.kernel.booted(nowNanos, clock.wallMillis());
    return server;
  }

  private Server(Config config, DataDirectory directory, Disk disk, Clock clock, Log log) {
    super(disk);
    this.clock = clock;
    this.log = log;
    this.directory = directory;
    this.peers = new Peers(config, config.timing().electionTimeoutNanos() / 2, log);
    this.kernel = new Kernel(config, new SecureRandom().nextLong(), this, EngineFactory.MEMORY);
  }

  /** Begins a batch. */
  void begin(long nowNanos) {
    kernel.time(nowNanos, clock.wallMillis());
    clients.goOn(kernel, nowNanos);
  }

  /** Takes a message of another node. */
  void fromPeer(Message message, long nowNanos, Output output)
      throws MalformedException, IOException {
    peers.receive(message, kernel, nowNanos, output);
  }

  /** Takes a client's read, write or cas. */
  void fromClient(Message request, long nowNanos) throws MalformedException {
    clients.request(request, kernel, nowNanos);
  }

  /** Ends a batch: the kernel acts, and what it sent goes out. */
  void end(long nowNanos, Output output) throws IOException {
    peers.time(kernel, nowNanos);
    disk().complete(kernel, nowNanos);
    kernel.flush(nowNanos);
    disk().begin();
    peers.transmit(kernel.bootCounter(), nowNanos, output);
    clients.transmit(output);
  }

  /**
   * Gives up disk and directory; the directory of a disk that hangs, only when the process ends.
   */
  @Override
  public void close() throws IOException {
    disk().close();
    if (disk().mayStillWrite()) {
      directory.leaveToSystem();
    } else {
      directory.close();
    }
  }

  boolean isPeer(String name) {
    return peers.isPeer(name);
  }

  /** Whether the kernel has stopped for good; it said why. */
  boolean isHalted() {
    return halted;
  }

  /** Whether a client waits for an answer. */
  boolean isBusy() {
    return clients.isBusy();
  }

  /** Whether there is something to do besides what comes in. */
  boolean hasWork() {
    return disk().hasCompletions() || clients.hasNext();
  }

  /** When the next batch is due at the latest. */
  long deadlineNanos() {
    return Math.min(kernel.nextDeadlineNanos(), peers.deadlineNanos(kernel.bootCounter()));
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    peers.send(peer, frames, offset, length);
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    clients.reply(connection, frame, offset, length);
  }

  /** A connection has one request at a time, so there is nothing to hold back. */
  @Override
  public void pauseReading(long connection) {}

  @Override
  public void resumeReading(long connection) {}

  @Override
  public void closeConnection(long connection) {
    clients.close(connection);
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    log.trace(event, group, first, second);
  }

  @Override
  public void halt(HaltReason reason, String message) {
    halted = true;
    log.say("stopped for good: " + reason + ", " + message);
  }
}
