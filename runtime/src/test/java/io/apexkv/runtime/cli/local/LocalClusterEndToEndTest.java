package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.ApexRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The commands of an operator against a real cluster of three processes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class LocalClusterEndToEndTest {

  @TempDir private Path directory;

  @AfterEach
  void stopEverything() {
    apex("down", "--timeout", "1");
  }

  @Test
  void acknowledgedWritesSurviveTheLeadersDeathAndThatOfAllNodes() throws Exception {
    String ports = freePorts(3).toString();
    ApexRun up = apex("up", "--ports", ports, "--timeout", "120");
    assertEquals(0, up.exitCode(), up::toString);
    assertTrue(up.out().startsWith("Making a cluster of 3"), up::toString);
    assertTrue(up.out().contains("./apex cli --dir"), up::toString);

    ApexRun put = cli("-c", "PUT greeting hello", "-c", "GET greeting");
    assertEquals("OK\nhello\n", put.out(), put::toString);
    assertEquals(0, put.exitCode());

    ApexRun kill = apex("kill", "leader");
    assertEquals(0, kill.exitCode(), kill::toString);
    assertTrue(kill.out().contains("(the leader, term "), kill::toString);
    assertTrue(kill.out().contains("2 of 3 nodes running, serving"), kill::toString);
    assertEquals("hello\n", cli(survivor(ports), "-c", "GET greeting").out());
    ApexRun degraded = apex("status");
    assertEquals(1, degraded.exitCode(), degraded::toString);
    assertTrue(degraded.out().contains("degraded: 2 of 3 nodes serving"), degraded::toString);

    assertEquals(0, apex("kill", "all").exitCode());
    ApexRun unreachable = cli("-c", "GET greeting");
    assertEquals(Reachable.CANNOT_CONNECT, unreachable.exitCode(), unreachable::toString);
    assertTrue(unreachable.err().contains("./apex up"), unreachable::toString);

    ApexRun again = apex("up", "--timeout", "120");
    assertEquals(0, again.exitCode(), again::toString);
    assertEquals("hello\n", cli("-c", "GET greeting").out());
    ApexRun status = apex("status");
    assertEquals(0, status.exitCode(), status::toString);
    assertTrue(status.out().contains("healthy: 3 of 3 nodes serving"), status::toString);

    ApexRun down = apex("down");
    assertEquals(0, down.exitCode(), down::toString);
    assertTrue(down.out().contains("node 3 (process "), down::toString);
    assertFalse(down.out().contains("had to be killed"), down::toString);
    for (int node = 1; node <= 3; node++) {
      assertNull(files().pid(node).living());
    }
    ApexRun unasked = apex("down", "--wipe");
    assertEquals(64, unasked.exitCode(), unasked::toString);
    assertTrue(unasked.err().contains("add --yes"), unasked::toString);
    assertTrue(files().hasCluster(), "nothing was deleted without an answer");
    ApexRun wiped = apex("down", "--wipe", "--yes");
    assertEquals(0, wiped.exitCode(), wiped::toString);
    assertFalse(Files.exists(files().root()), "nothing is left");
  }

  @Test
  void aUsedPortIsNamedAndNothingIsLeft() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Integer> ports = new ArrayList<>(freePorts(2).ports());
      ports.add(taken.getLocalPort());
      ApexRun up = apex("up", "--ports", new PortList(ports).toString());
      assertEquals(64, up.exitCode(), up::toString);
      assertTrue(up.err().contains("port " + taken.getLocalPort()), up::toString);
      assertTrue(up.err().contains("another program"), up::toString);
      assertTrue(up.err().contains("./apex up --ports "), up::toString);
      assertFalse(files().hasCluster());
    }
  }

  @Test
  void aNodeThatCannotStartIsExplainedByItsOwnWords() throws Exception {
    ApexRun up = apex("up", "--ports", freePorts(1).toString(), "--timeout", "120");
    assertEquals(0, up.exitCode(), up::toString);
    assertEquals(0, apex("down").exitCode());
    try (var content = Files.newDirectoryStream(files().data(1))) {
      for (Path file : content) {
        Files.delete(file);
      }
    }
    ApexRun again = apex("up", "--timeout", "120");
    assertEquals(1, again.exitCode(), again::toString);
    assertTrue(again.err().contains("node 1 ended at its start"), again::toString);
    assertTrue(again.err().contains("not a formatted data directory"), again::toString);
    assertNull(files().pid(1).living());

    Files.delete(files().data(1).resolve("lock").getParent());
    ApexRun lost = apex("up");
    assertEquals(64, lost.exitCode(), lost::toString);
    assertTrue(lost.err().contains("node 1 has lost its data"), lost::toString);
  }

  private ClusterFiles files() {
    return new ClusterFiles(directory.resolve("apex"));
  }

  private ApexRun apex(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--dir", files().root().toString()));
    all.addAll(List.of(arguments));
    return ApexRun.of(all);
  }

  private ApexRun cli(String... arguments) {
    return apex("cli", arguments);
  }

  /** The address of a node that still runs. */
  private String survivor(String ports) throws IOException {
    for (int node = 1; node <= 3; node++) {
      if (files().pid(node).living() != null) {
        return "127.0.0.1:" + PortList.parse(ports).ports().get(node - 1);
      }
    }
    throw new AssertionError("no node runs");
  }

  /** Ports that nobody listens on now. */
  private static PortList freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return new PortList(ports);
  }
}
