package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessTest {

  @TempDir private Path directory;
  private @Nullable Process child;

  @AfterEach
  void endTheChild() {
    if (child != null) {
      child.destroyForcibly();
    }
  }

  /** A process that lives until its input ends. */
  private NodeProcess startChild() throws IOException {
    child = new ProcessBuilder("cat").start();
    NodeProcess process = NodeProcess.of(child.pid());
    assertNotNull(process);
    return process;
  }

  @Test
  void aPidFileNamesTheProcessThatWasWrittenToIt() throws Exception {
    NodeProcess process = startChild();
    PidFile file = new PidFile(directory.resolve("pid"));
    assertNull(file.read());
    file.write(process);
    assertEquals(process, file.read());
    assertEquals(process, file.living());
    file.delete();
    assertNull(file.living());
  }

  @Test
  void aProcessIdThatIsUsedAgainIsAnotherProcess() throws Exception {
    NodeProcess process = startChild();
    NodeProcess earlier = new NodeProcess(process.pid(), process.birth() + "0");
    PidFile file = new PidFile(directory.resolve("pid"));
    file.write(earlier);
    assertFalse(earlier.isAlive());
    assertNull(file.living());
    assertFalse(earlier.signal(Signal.KILL), "nothing is signalled");
    assertTrue(process.isAlive());
  }

  @Test
  void aFileThatWeDidNotWriteNamesNobody() throws Exception {
    Path file = directory.resolve("pid");
    for (String content : new String[] {"", "12", "x y", "1 2 3"}) {
      Files.writeString(file, content);
      assertNull(new PidFile(file).read(), content);
    }
  }

  @Test
  void aProcessCanBePausedContinuedAndKilled() throws Exception {
    NodeProcess process = startChild();
    assertEquals(NodeProcess.State.RUNNING, process.state());
    assertTrue(process.signal(Signal.STOP));
    awaitState(process, NodeProcess.State.PAUSED);
    assertFalse(process.awaitEnd(Duration.ZERO));
    assertTrue(process.signal(Signal.CONT));
    awaitState(process, NodeProcess.State.RUNNING);
    assertTrue(process.signal(Signal.KILL));
    assertTrue(process.awaitEnd(Duration.ofSeconds(30)));
    assertEquals(NodeProcess.State.GONE, process.state());
  }

  @Test
  void thereIsNoProcessWithoutAnId() {
    assertNull(NodeProcess.of(Long.MAX_VALUE));
  }

  /** The system pauses a process soon after the signal, not with it. */
  private static void awaitState(NodeProcess process, NodeProcess.State state) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (process.state() != state) {
      assertTrue(System.nanoTime() < end, () -> "still " + process.state());
      Thread.onSpinWait();
    }
  }
}
