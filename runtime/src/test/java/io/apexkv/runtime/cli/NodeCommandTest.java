package io.apexkv.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.HaltReason;
import io.apexkv.runtime.loop.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code apex format} and {@code apex node} say to mistakes. */
class NodeCommandTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void formatSaysWhatItMade() {
    Path data = directory.resolve("data");
    assertEquals(
        ExitCodes.OK,
        apex("format", "--cluster", "5eed", "--id", "2", "--groups", "4", data.toString()));
    assertEquals(
        "formatted "
            + data
            + " for node 2 of cluster 00000000000000000000000000005eed,"
            + " 64 partitions in 4 groups\n",
        out.toString(StandardCharsets.UTF_8));
    assertTrue(Files.exists(data.resolve("superblock-0000000000000000")));
  }

  @Test
  void formatRefusesNumbersThatMeanNothing() {
    mistake("--id is 0", "format", "--cluster", "5eed", "--id", "0", "d");
    mistake("--groups is 0", "format", "--cluster", "1", "--id", "1", "--groups", "0", "d");
    mistake(
        "--partitions is 3, expected at least one for each of the 4 groups",
        "format",
        "--cluster",
        "1",
        "--id",
        "1",
        "--groups",
        "4",
        "--partitions",
        "3",
        "d");
    mistake("1 to 32 hexadecimal digits, but got 'xyz'", "format", "--cluster", "xyz", "d");
    mistake("Missing required", "format", "d");
  }

  @Test
  void nodeNamesTheOptionThatItCantRead() {
    mistake("host:port:id", node("--peers", "localhost:7001"));
    mistake("host:port:id", node("--peers", "localhost:99999:1"));
    mistake("host:port:id", node("--peers", "localhost:7001:0"));
    mistake("no amount of bytes", node("--log-budget", "8x"));
    mistake("no amount of bytes", node("--memory", "99999999999g"));
    mistake("--log-level is 'loud', expected one of error, warn", node("--log-level", "loud"));
    mistake("--port", "node", "--id", "1", "--data-dir", "d", "--port", "many");
    mistake("--port is 0", "node", "--id", "1", "--data-dir", "d", "--port", "0");
    mistake("which tells nobody where this node is", node("--bind", "0.0.0.0"));
    mistake("--election-timeout is 0 ms, expected 1 to", node("--election-timeout", "0"));
    mistake("--segment-bytes is 5, expected a multiple of 4096", node("--segment-bytes", "5"));
    mistake("--segment-bytes is 0", node("--segment-bytes", "0"));
    mistake(
        "--log-budget is 1 bytes, expected at least two segments: 134217728 bytes",
        node("--log-budget", "1"));
    mistake("--peers has id 2 twice: h:7002:2 and h:7003:2", node("--peers", "h:7002:2,h:7003:2"));
    mistake("'--nonsense'", node("--nonsense"));
  }

  @Test
  void nodeDoesNotMakeADirectory() {
    mistake("the data directory 'd' does not exist. Make it, once, with: ./apex format", node());
    assertFalse(Files.exists(Path.of("d")));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    String file = Files.createFile(directory.resolve("file")).toString();
    String[] node = {"node", "--id", "1", "--port", "7001", "--data-dir", file};
    mistake("'" + file + "' is a file, not a directory", node);
    mistake("is a file, not a directory", "format", "--cluster", "1", "--id", "1", file);
    mistake(
        "the parent directory '" + file + "/x' can't be made",
        "format",
        "--cluster",
        "1",
        "--id",
        "1",
        file + "/x/y");
    mistake("is a file, not a directory", "up", "--dir", file);
  }

  @Test
  void whatAFormattedDirectoryCantStartWithIsNamed() {
    String data = directory.resolve("data").toString();
    assertEquals(ExitCodes.OK, apex("format", "--cluster", "1", "--id", "1", data));
    String[] usual = {"node", "--id", "1", "--port", "7001", "--data-dir", data};
    mistake(
        "--memory is 1 bytes, but a node with 1 group in a cluster of 1 needs at least 60m",
        with(usual, "--memory", "1"));
    String four = directory.resolve("four").toString();
    assertEquals(
        ExitCodes.OK, apex("format", "--cluster", "1", "--id", "1", "--groups", "4", four));
    String[] ofThree = {"node", "--id", "1", "--port", "7001", "--data-dir", four};
    mistake(
        "a node with 4 groups in a cluster of 3 needs at least 104m",
        with(ofThree, "--peers", "127.0.0.1:7002:2,127.0.0.1:7003:3", "--memory", "1"));
    mistake(
        "--bind is 192.0.2.1, which is no address of this machine",
        with(usual, "--bind", "192.0.2.1"));
    String missing = directory.resolve("missing").toString();
    String[] anyPort = {"node", "--id", "1", "--port", freePort(), "--data-dir", data};
    mistake(
        "--record is '" + missing + "/x', but the directory '" + missing + "' does not exist",
        with(anyPort, "--record", missing + "/x"));
  }

  private static String freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  @Test
  void everyReasonToHaltHasItsOwnExitCode() {
    Set<Integer> codes = new HashSet<>(Set.of(ExitCodes.OK, ExitCodes.FAILED, ExitCodes.BUG));
    for (HaltReason reason : HaltReason.values()) {
      assertTrue(codes.add(NodeCommand.exitCode(new Ending.Halted(reason, "so"))), "" + reason);
    }
    assertEquals(ExitCodes.OK, NodeCommand.exitCode(new Ending.Stopped(false)));
    assertEquals(
        ExitCodes.BUG,
        NodeCommand.exitCode(new Ending.Broken(new IllegalStateException("never so"))));
  }

  private static String[] node(String... options) {
    String[] common = {"node", "--id", "1", "--port", "7001", "--data-dir", "d"};
    return with(common, options);
  }

  private static String[] with(String[] common, String... options) {
    String[] all = Arrays.copyOf(common, common.length + options.length);
    System.arraycopy(options, 0, all, common.length, options.length);
    return all;
  }

  /** One paragraph on standard error with these words, exit code 64, and no stack trace. */
  private void mistake(String words, String... arguments) {
    err.reset();
    assertEquals(ExitCodes.WRONG_USE, apex(arguments), words);
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains(words), said);
    assertTrue(said.startsWith("apex: "), said);
    assertEquals(1, said.lines().count(), said);
  }

  private int apex(String... arguments) {
    return Main.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false);
  }
}
