package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apexkv.kernel.Member;
import io.apexkv.runtime.disk.DiskMode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code apex node} as an operator sees it: open files, signals, exit codes, words. */
class NodeProcessTest {

  private static final int O_DSYNC = 0_010000; // on every Linux that Java runs on

  @TempDir Path temporary;
  private Path directory;
  private int port;

  @BeforeEach
  void format() throws Exception {
    directory = temporary.resolve("data");
    DataDirectory.format(directory, RunningNode.CLUSTER, 1, 16, 1);
    Member self = RunningNode.members(1).getFirst();
    port = Integer.parseInt(self.address().substring(self.address().indexOf(':') + 1));
  }

  private NodeProcess start(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("node", "--id", "1", "--port", "" + port));
    arguments.addAll(List.of("--data-dir", directory.toString(), "--segment-bytes", "8m"));
    arguments.addAll(List.of("--memory", "128m"));
    arguments.addAll(List.of(more));
    return NodeProcess.start(temporary, arguments);
  }

  @Test
  void theLogIsWrittenAroundThePageCacheAndSynchronously() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fdinfo")), "this system has /proc");
    assumeTrue(DiskMode.of(temporary) == DiskMode.DIRECT, "this file system has O_DIRECT");
    try (NodeProcess node = start();
        KeyValueClient client = KeyValueClient.await(port)) {
      client.put("k", "v");
      int written = 0;
      for (int flags : flagsOfOpenLogSegments(node.pid())) {
        assertTrue((flags & directFlag()) != 0, "flags 0" + Integer.toOctalString(flags));
        written += (flags & O_DSYNC) != 0 ? 1 : 0;
      }
      assertTrue(written > 0, "a segment is open with O_DSYNC");
    }
  }

  private static int directFlag() {
    String machine = System.getProperty("os.arch");
    return machine.equals("aarch64") || machine.startsWith("arm") ? 0_200000 : 0_040000;
  }

  private List<Integer> flagsOfOpenLogSegments(long pid) throws IOException {
    List<Integer> found = new ArrayList<>();
    Path process = Path.of("/proc", "" + pid);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (isLogSegment(file)) {
          Path info = process.resolve("fdinfo").resolve(String.valueOf(file.getFileName()));
          String flags =
              Files.readAllLines(info).stream()
                  .filter(line -> line.startsWith("flags:"))
                  .findFirst()
                  .orElseThrow();
          found.add(Integer.parseInt(flags.substring("flags:".length()).strip(), 8));
        }
      }
    }
    return found;
  }

  private boolean isLogSegment(Path descriptor) throws IOException {
    try {
      Path target = Files.readSymbolicLink(descriptor);
      String name = String.valueOf(target.getFileName());
      return target.startsWith(directory.toRealPath()) && name.startsWith("wal-");
    } catch (NoSuchFileException closedMeanwhile) {
      return false; // no data file: those stay open
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAKillAndAStopIsClean() throws Exception {
    try (NodeProcess node = start();
        KeyValueClient client = KeyValueClient.await(port)) {
      for (int i = 0; i < 20; i++) {
        client.put("key" + i, "value" + i);
      }
      node.kill();
    }
    try (NodeProcess node = start();
        KeyValueClient client = KeyValueClient.await(port)) {
      for (int i = 0; i < 20; i++) {
        assertEquals("value" + i, client.get("key" + i));
      }
      assertEquals(0, node.terminate());
      List<String> lines = node.output().lines().toList();
      for (String line : lines) {
        assertTrue(line.startsWith("{\"@timestamp\"") && line.endsWith("}"), line);
      }
      assertTrue(lines.getLast().contains("\"message\":\"node stopped\""), lines.getLast());
      assertTrue(lines.getLast().contains("\"drained\":true"), lines.getLast());
      assertEquals("", node.errors());
    }
  }

  @Test
  void aSecondNodeOnTheDirectoryOrThePortIsToldSoInOneLine() throws Exception {
    try (NodeProcess node = start();
        KeyValueClient client = KeyValueClient.await(port)) {
      client.put("k", "v");
      try (NodeProcess twin = start()) {
        assertEquals(64, twin.awaitExit());
        assertOneLine(twin.errors(), "is in use by process " + node.pid());
      }
      Path other = temporary.resolve("other");
      DataDirectory.format(other, RunningNode.CLUSTER, 1, 16, 1);
      directory = other;
      try (NodeProcess samePort = start()) {
        assertEquals(64, samePort.awaitExit());
        assertOneLine(samePort.errors(), "can't listen on 127.0.0.1:" + port);
      }
      assertEquals("v", client.get("k"));
    }
  }

  @Test
  void aHaltTellsTheReasonAndHasItsExitCode() throws Exception {
    try (NodeProcess node = start();
        KeyValueClient client = KeyValueClient.await(port)) {
      client.put("k", "v");
      assertEquals(0, node.terminate());
    }
    try (NodeProcess ofTwo = start("--peers", "127.0.0.1:1:2")) {
      assertEquals(2, ofTwo.awaitExit());
      assertOneLine(ofTwo.errors(), "node 1 halted (exit code 2): ");
      assertTrue(ofTwo.output().contains("\"reason\":\"WRONG_IDENTITY\""), ofTwo.output());
      assertFalse(ofTwo.output().contains("stack_trace"), ofTwo.output());
    }
  }

  private static void assertOneLine(String text, String words) {
    assertTrue(text.contains(words), text);
    assertEquals(1, text.lines().count(), text);
  }
}
