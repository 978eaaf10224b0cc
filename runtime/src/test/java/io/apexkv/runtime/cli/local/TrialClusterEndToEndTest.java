package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A cluster for experiments, of real processes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class TrialClusterEndToEndTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @Test
  void itsNodesCanBePausedAndKilledAndAreGoneWhenItIsClosed() throws Exception {
    TrialCluster cluster = TrialCluster.make(directory.resolve("trial"), 3);
    NodeProcess survivor;
    try (cluster) {
      assertTrue(cluster.heal(LIMIT));
      TrialSnapshot whole = cluster.look();
      assertEquals(State.LEADER, whole.of(whole.leader()));

      cluster.pause(whole.leader());
      assertEquals(State.PAUSED, cluster.look().of(whole.leader()));
      assertNull(cluster.fallen(), "who is paused has not fallen");
      cluster.resume(whole.leader());

      cluster.kill(whole.leader());
      assertEquals(State.DOWN, cluster.look().of(whole.leader()));
      assertNull(cluster.fallen(), "who was killed has not fallen");
      assertTrue(cluster.heal(LIMIT), "and comes back");
      assertTrue(cluster.look().term() > whole.term(), "under another leader");
      assertThrows(UserMistake.class, () -> TrialCluster.make(directory.resolve("trial"), 3));

      cluster.pause(1);
      survivor = new ClusterFiles(cluster.root()).pid(1).living();
      assertNotNull(survivor);
    }
    assertFalse(survivor.isAlive(), "paused nodes end, too");
    cluster.start(1);
    assertEquals(State.DOWN, cluster.look().of(1), "after the end nothing starts");
    cluster.wipe();
    assertFalse(Files.exists(directory.resolve("trial")), "nothing is left");
  }

  @Test
  void aNodeThatEndsByItselfHasFallen() throws Exception {
    try (TrialCluster cluster = TrialCluster.make(directory.resolve("trial"), 1)) {
      assertTrue(cluster.heal(LIMIT));
      NodeProcess node = new ClusterFiles(cluster.root()).pid(1).living();
      assertNotNull(node);
      node.signal(Signal.TERM);
      assertTrue(node.awaitEnd(LIMIT));
      assertFalse(cluster.heal(LIMIT), "it is not started over its own grave");
      TrialCluster.Fall fall = cluster.fallen();
      assertNotNull(fall);
      assertEquals(1, fall.node());
      assertEquals(0, fall.exitCode(), "it ended when it was asked to, but not by us");
      assertFalse(fall.lastWords().isEmpty());
      assertTrue(cluster.failedStart().paragraph().contains("node 1 ended"));
    }
  }
}
