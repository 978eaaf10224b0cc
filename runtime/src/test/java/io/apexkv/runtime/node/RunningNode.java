package io.apexkv.runtime.node;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.loop.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A whole node on a thread of this process. */
final class RunningNode implements AutoCloseable {

  static final ClusterId CLUSTER = ClusterId.parse("5eed");

  /** Small segments, so that tests make little. */
  static final Limits LIMITS = limits(8 << 20, 64L << 20, 8L << 20);

  final Node node;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();

  RunningNode(NodeSettings settings, UnaryOperator<Disk> between) throws StartRefused {
    node = Node.open(settings, between);
    Thread thread = new Thread(() -> ending.complete(node.run()), "node-" + settings.node());
    thread.setDaemon(true);
    thread.start();
  }

  /** Formats if need be, and starts. */
  static RunningNode start(NodeSettings settings) throws StartRefused {
    return new RunningNode(settings, UnaryOperator.identity());
  }

  Ending stop() throws Exception {
    node.stop();
    return awaitEnding();
  }

  Ending awaitEnding() throws Exception {
    return ending.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  static NodeSettings settings(int node, List<Member> members, Path directory) {
    String address = members.get(node - 1).address();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    Timing relaxed = new Timing(400_000_000, 80_000_000); // tests share two cores
    return NodeSettings.of(node, "127.0.0.1", port, members, directory)
        .withLimits(LIMITS, relaxed, 256L << 20);
  }

  static Limits limits(int segmentBytes, long logBudgetBytes, long tailBytes) {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        usual.maxValueBytes(),
        segmentBytes,
        logBudgetBytes,
        tailBytes,
        usual.appendBytes(),
        usual.appendWindowBytes(),
        usual.pendingBytes(),
        usual.connectionBytes(),
        usual.sessionWindow(),
        usual.sessions(),
        usual.sessionMillis());
  }

  /** Servers 1 to count, on ports of 127.0.0.1 that are free just now. */
  static List<Member> members(int count) throws IOException {
    List<Member> members = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      members.add(new Member(node, "127.0.0.1:" + socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return members;
  }
}
