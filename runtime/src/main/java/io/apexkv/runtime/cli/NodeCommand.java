package io.apexkv.runtime.cli;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.loop.Ending;
import io.apexkv.runtime.node.Logs;
import io.apexkv.runtime.node.MutantInFront;
import io.apexkv.runtime.node.Node;
import io.apexkv.runtime.node.NodeSettings;
import io.apexkv.runtime.node.StartRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex node}: runs one server in this process. */
@Command(
    name = "node",
    description = {
      "Runs one server in the foreground; logs one JSON object a line to standard output.",
      "",
      "SIGTERM stops it cleanly: it answers what is pending (for at most 5 s) and exits with 0."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Stopped cleanly.",
      NodeCommand.WRONG_IDENTITY + ":The data directory is of another set of servers.",
      NodeCommand.NOT_FORMATTED + ":The data directory lost its superblock.",
      NodeCommand.DAMAGE + ":Bytes on disk are damaged; the message says which.",
      NodeCommand.DISK_FAILURE + ":The disk failed a write, sync or read, or is full.",
      NodeCommand.OUT_OF_MEMORY + ":--memory does not hold the data.",
      ExitCodes.WRONG_USE_TEXT,
      ExitCodes.BUG_TEXT
    },
    footerHeading = "%nExample, the first of three:%n",
    footer = {
      "  ./apex format --cluster 5eed --id 1 data1",
      "  ./apex node --id 1 --port 7001 --data-dir data1 \\",
      "      --peers 127.0.0.1:7002:2,127.0.0.1:7003:3"
    })
final class NodeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

  static final int WRONG_IDENTITY = 2;
  static final int NOT_FORMATTED = 3;
  static final int DAMAGE = 4;
  static final int DISK_FAILURE = 5;
  static final int OUT_OF_MEMORY = 6;

  private static final int MAX_ELECTION_TIMEOUT_MILLIS = 3_600_000;
  private static final long MAX_SEGMENT_BYTES = 1 << 30;
  private static final int HEARTBEATS_PER_TIMEOUT = 5;

  /** Of a node's memory, one part of so many bounds what it admits and has not answered. */
  private static final int PENDING_SHARE = 16;

  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  @Option(names = "--id", required = true, paramLabel = "N", description = "This node's id.")
  private int node;

  @Option(
      names = "--port",
      required = true,
      paramLabel = "PORT",
      description = "For clients and the other servers.")
  private int port;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "HOST:PORT:ID",
      converter = MemberConverter.class,
      description =
          "The other servers, separated by commas. This one may be among them, with the address"
              + " that clients are redirected to.")
  private List<Member> peers = new ArrayList<>();

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description = "Made by 'apex format' for this node.")
  private Path dataDirectory;

  @Option(
      names = "--cluster",
      paramLabel = "ID",
      converter = ClusterIdConverter.class,
      description = "Start only if the data directory is of this cluster.")
  private @Nullable ClusterId cluster;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}); there is no authentication yet.")
  private String bind;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "1g",
      converter = ByteSize.class,
      description = "Memory for values and the log's tail, like 512m (${DEFAULT-VALUE}).")
  private long memoryBytes;

  @Option(
      names = "--log-budget",
      paramLabel = "SIZE",
      defaultValue = "8g",
      converter = ByteSize.class,
      description = "Log on disk beyond which writes are refused (${DEFAULT-VALUE}).")
  private long logBudgetBytes;

  @Option(
      names = "--segment-bytes",
      paramLabel = "SIZE",
      defaultValue = "64m",
      converter = ByteSize.class,
      description = "Size of each file of the log (${DEFAULT-VALUE}).")
  private long segmentBytes;

  @Option(
      names = "--tail-bytes",
      paramLabel = "SIZE",
      defaultValue = "64m",
      converter = ByteSize.class,
      description = "Newest part of the log that is also in memory (${DEFAULT-VALUE}).")
  private long tailBytes;

  @Option(
      names = "--election-timeout",
      paramLabel = "MILLIS",
      defaultValue = "150",
      description = "Least silence of a leader before an election (${DEFAULT-VALUE}).")
  private long electionTimeoutMillis;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info, debug or trace (${DEFAULT-VALUE}).")
  private String logLevel;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Record everything that the kernel hears, for 'apex replay'. A file that exists is kept,"
              + " and FILE.2, FILE.3, ... used.")
  private @Nullable Path record;

  @Option(
      names = "--record-budget",
      paramLabel = "SIZE",
      defaultValue = "4g",
      converter = ByteSize.class,
      description = "Longest recording; it ends there, the node goes on (${DEFAULT-VALUE}).")
  private long recordBytes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NodeSettings settings = settings();
    if (!LEVELS.contains(logLevel.toLowerCase(Locale.ROOT))) {
      throw new UserMistake(
          "--log-level is '" + logLevel + "', expected one of " + String.join(", ", LEVELS) + ".",
          "Choose one of these.");
    }
    Node running;
    Optional<MutantInFront> mutant;
    try {
      mutant = MutantInFront.find();
      running = Node.open(settings);
    } catch (StartRefused refused) {
      throw new UserMistake(refused.problem(), refused.remedy());
    }
    Logs.start(logLevel);
    warnOfClassesInFront(mutant);
    Shutdown shutdown = Shutdown.install(running, settings.drainMillis());
    Ending ending = running.run();
    int code = exitCode(ending);
    explain(ending, code);
    shutdown.ended(code);
    return code;
  }

  /** Nobody shall take what such a node does for what ApexKV does. */
  private static void warnOfClassesInFront(Optional<MutantInFront> mutant) {
    String places = System.getProperty(MutantInFront.CLASSES_FIRST, "");
    if (!places.isEmpty()) {
      LOG.warn("other classes come before ApexKV's own: {}", places);
    }
    mutant.ifPresent(planted -> LOG.warn("this node has a deliberate bug: {}", planted.title()));
  }

  private void explain(Ending ending, int code) {
    String why =
        switch (ending) {
          case Ending.Stopped stopped -> "";
          case Ending.Halted halted -> halted.message();
          case Ending.Broken broken -> "a bug in ApexKV; the log has its trace: " + broken.cause();
        };
    if (!why.isEmpty()) {
      String line = "apex: node " + node + " halted (exit code " + code + "): " + why;
      spec.commandLine().getErr().println(line);
    }
  }

  static int exitCode(Ending ending) {
    return switch (ending) {
      case Ending.Stopped stopped -> ExitCodes.OK;
      case Ending.Broken broken -> ExitCodes.BUG;
      case Ending.Halted halted -> exitCode(halted.reason());
    };
  }

  private static int exitCode(HaltReason reason) {
    return switch (reason) {
      case WRONG_IDENTITY -> WRONG_IDENTITY;
      case NOT_FORMATTED -> NOT_FORMATTED;
      case DAMAGE -> DAMAGE;
      case DISK_FAILURE -> DISK_FAILURE;
      case OUT_OF_MEMORY -> OUT_OF_MEMORY;
    };
  }

  private NodeSettings settings() {
    if (port < 1 || port > 65_535) {
      throw new UserMistake("--port is " + port + ", expected 1 to 65535.", "Choose a free one.");
    }
    checkRanges();
    Limits defaults = Limits.DEFAULT;
    try {
      Limits limits =
          new Limits(
              defaults.maxValueBytes(),
              Math.toIntExact(segmentBytes),
              logBudgetBytes,
              tailBytes,
              defaults.appendBytes(),
              defaults.appendWindowBytes(),
              pendingBytes(defaults),
              defaults.connectionBytes(),
              defaults.sessionWindow(),
              defaults.sessions(),
              defaults.sessionMillis());
      long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(electionTimeoutMillis);
      Timing timing = new Timing(timeoutNanos, timeoutNanos / HEARTBEATS_PER_TIMEOUT);
      return NodeSettings.of(node, bind, port, members(), dataDirectory)
          .withCluster(cluster)
          .withLimits(limits, timing, memoryBytes)
          .withRecord(record, recordBytes);
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new UserMistake(
          "the options are not possible together: " + wrong.getMessage() + ".",
          "See 'apex node --help'.");
    }
  }

  /**
   * A node sets memory aside for what every other leader may admit, so where there is little, less
   * is admitted.
   */
  private int pendingBytes(Limits defaults) {
    return Math.clamp(
        memoryBytes / PENDING_SHARE, defaults.connectionBytes(), defaults.pendingBytes());
  }

  /** What no other option could make possible; the message names the one that is wrong. */
  private void checkRanges() {
    if (electionTimeoutMillis < 1 || electionTimeoutMillis > MAX_ELECTION_TIMEOUT_MILLIS) {
      throw new UserMistake(
          "--election-timeout is "
              + electionTimeoutMillis
              + " ms, expected 1 to "
              + MAX_ELECTION_TIMEOUT_MILLIS
              + " ms.",
          "150 is usual.");
    }
    if (segmentBytes < 1
        || segmentBytes > MAX_SEGMENT_BYTES
        || segmentBytes % Memory.ALIGNMENT_BYTES != 0) {
      throw new UserMistake(
          "--segment-bytes is "
              + segmentBytes
              + ", expected a multiple of "
              + Memory.ALIGNMENT_BYTES
              + " up to "
              + MAX_SEGMENT_BYTES
              + ".",
          "64m is usual.");
    }
    if (logBudgetBytes < 2 * segmentBytes) {
      throw new UserMistake(
          "--log-budget is "
              + logBudgetBytes
              + " bytes, expected at least two segments: "
              + 2 * segmentBytes
              + " bytes.",
          "8g is usual.");
    }
  }

  /** All servers, this one included, ascending by id. */
  private List<Member> members() {
    List<Member> members = new ArrayList<>(peers);
    if (peers.stream().noneMatch(member -> member.node() == node)) {
      if (bind.equals("0.0.0.0") || bind.equals("::")) {
        throw new UserMistake(
            "--bind is " + bind + ", which tells nobody where this node is.",
            "List this node in --peers too, with the address that clients can reach.");
      }
      members.add(new Member(node, (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port));
    }
    members.sort(Comparator.comparingInt(Member::node));
    for (int i = 1; i < members.size(); i++) {
      if (members.get(i - 1).node() == members.get(i).node()) {
        throw new UserMistake(
            "--peers has id "
                + members.get(i).node()
                + " twice: "
                + members.get(i - 1)
                + " and "
                + members.get(i)
                + ".",
            "Give each server its own id.");
      }
    }
    return members;
  }
}
