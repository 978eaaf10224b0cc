package io.apexkv.runtime.cli;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Member;
import io.apexkv.runtime.cli.bench.WarmUp;
import io.apexkv.runtime.node.DataDirectory;
import io.apexkv.runtime.node.Logs;
import io.apexkv.runtime.node.Node;
import io.apexkv.runtime.node.NodeSettings;
import io.apexkv.runtime.node.StartRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The run that {@code ./apex} records after a build for the JVM's ahead-of-time cache (JEP 483,
 * 514, 515): classes that are loaded here start loaded and linked, and methods that are hot here
 * are compiled soon. It does what commands, or nodes, do when they start.
 */
final class Training {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--help"),
          List.of("up", "--help"),
          List.of("status", "--dir", "/nonexistent/apex"),
          List.of("cli", "127.0.0.1:1", "-c", "GET a"),
          List.of("no-such-command"));

  private Training() {}

  /**
   * Trains and ends the process with 0.
   *
   * @param arguments {@code commands}, or {@code node} and an empty directory
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "commands" -> runCommands();
      case "node" -> runNode(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException("expected commands or node");
    }
    System.exit(ExitCodes.OK);
  }

  private static void runCommands() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    for (List<String> command : COMMANDS) {
      Main.run(command.toArray(String[]::new), nowhere, nowhere, false);
    }
  }

  private static void runNode(Path directory) throws IOException, StartRefused {
    Main.commandLine().parseArgs("version"); // a node parses its options
    ClusterId cluster = ClusterId.parse("7a");
    int port = freePort();
    DataDirectory.format(directory, cluster, 1, 64, 1);
    List<Member> members = List.of(new Member(1, "127.0.0.1:" + port));
    Node node = Node.open(NodeSettings.of(1, "127.0.0.1", port, members, directory));
    Logs.start("error");
    Thread thread = new Thread(node::run, "node");
    thread.start();
    WarmUp.run("127.0.0.1:" + port);
    node.stop();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Logs.end();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
