package io.apexkv.runtime.node;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Kernel;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.record.EffectHash;
import io.apexkv.kernel.record.InputEncoder;
import io.apexkv.kernel.record.Recorder;
import io.apexkv.kernel.record.Recording;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.wal.Superblock;
import io.apexkv.kernel.wire.Layout;
import io.apexkv.runtime.disk.DirectMemory;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.disk.DiskCounters;
import io.apexkv.runtime.disk.DiskMode;
import io.apexkv.runtime.disk.FileDisk;
import io.apexkv.runtime.loop.Clock;
import io.apexkv.runtime.loop.Ending;
import io.apexkv.runtime.loop.EventLoop;
import io.apexkv.runtime.loop.RuntimeHost;
import io.apexkv.runtime.net.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server: a kernel on its data directory and its port. */
public final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** Holds the largest log batch: that of a compare-and-set of two values of 1 MiB. */
  private static final int CHUNK_BYTES = 4 << 20;

  private static final int BACKLOG = 1024;

  private final NodeSettings settings;
  private final DataDirectory directory;
  private final DiskCounters counters;
  private final Disk disk;
  private final EventLoop loop;
  private final @Nullable RecordingFile recordingFile;
  private final @Nullable Recorder recorder;

  private Node(
      NodeSettings settings,
      DataDirectory directory,
      DiskCounters counters,
      Disk disk,
      EventLoop loop,
      @Nullable RecordingFile recordingFile,
      @Nullable Recorder recorder) {
    this.settings = settings;
    this.directory = directory;
    this.counters = counters;
    this.disk = disk;
    this.loop = loop;
    this.recordingFile = recordingFile;
    this.recorder = recorder;
  }

  /**
   * Makes a node that is ready to run: its directory is locked and its port is bound.
   *
   * @throws StartRefused if something about directory, port or settings has to be changed first
   */
  public static Node open(NodeSettings settings) throws StartRefused {
    return open(settings, UnaryOperator.identity());
  }

  /**
   * The same with something between kernel and disk.
   *
   * @param between given the disk, answers what the kernel uses in its place
   */
  static Node open(NodeSettings settings, UnaryOperator<Disk> between) throws StartRefused {
    DataDirectory directory =
        DataDirectory.open(settings.dataDirectory(), settings.node(), settings.cluster());
    try {
      return open(settings, directory, between);
    } catch (StartRefused | RuntimeException refused) {
      closeQuietly(directory);
      throw refused;
    }
  }

  private static Node open(
      NodeSettings settings, DataDirectory directory, UnaryOperator<Disk> between)
      throws StartRefused {
    Config config = config(settings, directory);
    ServerSocketChannel listener = listen(settings.bind(), settings.port());
    try {
      return assemble(settings, directory, config, listener, between);
    } catch (StartRefused refused) {
      closeQuietly(listener);
      throw refused;
    } catch (IOException | IllegalArgumentException failed) {
      closeQuietly(listener);
      throw new StartRefused(
          "the node can't be set up: " + failed.getMessage() + ".",
          "Change the setting or the file that this names.");
    }
  }

  private static Node assemble(
      NodeSettings settings,
      DataDirectory directory,
      Config config,
      ServerSocketChannel listener,
      UnaryOperator<Disk> between)
      throws IOException, StartRefused {
    Path record = settings.record();
    RecordingFile file = record == null ? null : RecordingFile.create(record);
    Clock clock = Clock.SYSTEM;
    Transport transport =
        new Transport(
            listener,
            settings.bounds(),
            config.cluster(),
            config.node(),
            config.members(),
            layout(config),
            clock.nowNanos());
    DiskCounters counters = new DiskCounters();
    String threadName = "disk-" + config.node();
    Disk disk =
        between.apply(
            new FileDisk(
                directory.path(), directory.mode(), counters, threadName, transport::wake));
    RuntimeHost host = new RuntimeHost(transport, disk, new TraceLog());
    long seed = new SecureRandom().nextLong();
    Recorder recorder = null;
    Inputs kernel;
    if (file == null) {
      kernel = new Kernel(config, seed, host, EngineFactory.MEMORY);
    } else {
      recorder = new Recorder(file, Recording.head(config, seed), settings.recordBytes());
      EffectHash effects = new EffectHash(host);
      Kernel recorded = new Kernel(config, seed, effects, EngineFactory.MEMORY);
      kernel = new InputEncoder(recorded, effects, recorder);
    }
    long drainNanos = TimeUnit.MILLISECONDS.toNanos(settings.drainMillis());
    EventLoop loop = new EventLoop(kernel, host, transport, disk, clock, drainNanos);
    return new Node(settings, directory, counters, disk, loop, file, recorder);
  }

  private static Layout layout(Config config) {
    int[] nodes = config.members().stream().mapToInt(Member::node).toArray();
    return new Layout(config.partitions(), config.groups(), nodes);
  }

  private static Config config(NodeSettings settings, DataDirectory directory) throws StartRefused {
    Superblock superblock = directory.superblock();
    int members = settings.members().size();
    int leastChunks =
        Config.minimumChunks(superblock.groups(), members, settings.limits(), CHUNK_BYTES);
    long leastBytes = (long) leastChunks * CHUNK_BYTES;
    if (settings.memoryBytes() < leastBytes) {
      throw new StartRefused(
          "--memory is "
              + settings.memoryBytes()
              + " bytes, but a node with "
              + superblock.groups()
              + (superblock.groups() == 1 ? " group" : " groups")
              + " in a cluster of "
              + members
              + " needs at least "
              + (leastBytes >> 20)
              + "m.",
          "Give it more: --memory 1g is usual.");
    }
    try {
      return new Config(
          superblock.cluster(),
          settings.node(),
          settings.members(),
          superblock.partitions(),
          superblock.groups(),
          settings.timing(),
          settings.limits(),
          new DirectMemory(CHUNK_BYTES, settings.memoryBytes()),
          directory.mode().words());
    } catch (IllegalArgumentException wrong) {
      throw new StartRefused(
          "the settings are not possible: " + wrong.getMessage() + ".",
          "Change the option that this names.");
    }
  }

  private static ServerSocketChannel listen(String bind, int port) throws StartRefused {
    InetSocketAddress address = new InetSocketAddress(bind, port);
    if (address.isUnresolved()) {
      throw new StartRefused(
          "'" + bind + "' is no address of this machine: the name is unknown.",
          "Give --bind an address of this machine, for instance 127.0.0.1.");
    }
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return listener.bind(address, BACKLOG);
      } catch (IOException refused) {
        listener.close();
        throw refused;
      }
    } catch (IOException refused) {
      if (!isOwn(address.getAddress())) {
        throw new StartRefused(
            "--bind is " + bind + ", which is no address of this machine.",
            "Give an address of this machine, for instance 127.0.0.1.");
      }
      throw new StartRefused(
          "the node can't listen on " + bind + ":" + port + ": " + refused.getMessage() + ".",
          "Free that port (something may be running there already), or choose another: --port.");
    }
  }

  /** Whether this machine has the address, as far as it tells. */
  private static boolean isOwn(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknowable) {
      return true;
    }
  }

  /** Runs the node on this thread until it is stopped or halts. */
  public Ending run() {
    Logs.ofNode(settings.node());
    if (directory.mode() == DiskMode.BUFFERED) {
      LOG.atWarn()
          .addKeyValue("directory", directory.path().toString())
          .log("the file system refuses O_DIRECT; using {}", directory.mode().words());
    }
    LOG.atInfo()
        .addKeyValue("cluster", directory.superblock().cluster().toString())
        .addKeyValue("port", settings.port())
        .addKeyValue("directory", directory.path().toString())
        .addKeyValue("disk", directory.mode().words())
        .log("node starts");
    if (recordingFile != null) {
      LOG.atInfo().addKeyValue("file", recordingFile.path().toString()).log("recording");
    }
    Ending ending = loop.run();
    endRecording(!(ending instanceof Ending.Broken));
    giveUpDirectory();
    logEnding(ending);
    return ending;
  }

  /** Asks for a clean stop; from any thread. */
  public void stop() {
    loop.stop();
  }

  /** Counts what made this node's bytes durable. */
  public DiskCounters diskCounters() {
    return counters;
  }

  /** Lets others in, unless what still happens on a disk that hangs would happen to their log. */
  private void giveUpDirectory() {
    if (disk.mayStillWrite()) {
      directory.leaveToSystem();
      LOG.atError()
          .addKeyValue("directory", directory.path().toString())
          .log("the disk hangs; the directory stays locked until this process has ended");
    } else {
      closeQuietly(directory);
    }
  }

  private void endRecording(boolean orderly) {
    if (recordingFile == null || recorder == null) {
      return;
    }
    try {
      if (orderly) {
        recorder.end();
      }
      recordingFile.close();
    } catch (IOException | RuntimeException failed) {
      LOG.error("the recording is incomplete: {}", failed.toString());
    }
  }

  private static void logEnding(Ending ending) {
    switch (ending) {
      case Ending.Stopped stopped ->
          LOG.atInfo().addKeyValue("drained", stopped.drained()).log("node stopped");
      case Ending.Halted halted ->
          LOG.atError().addKeyValue("reason", halted.reason()).log(halted.message());
      case Ending.Broken broken ->
          LOG.error("the node stops: its state can't be trusted any more", broken.cause());
    }
  }

  private static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException failed) {
      LOG.warn("closing {} failed: {}", resource, failed.toString());
    }
  }
}
