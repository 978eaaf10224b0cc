package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.UserMistake;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {

  private static final ClusterPlan NOTHING_SAID = new ClusterPlan(null, null, null, null, null);

  @TempDir private Path directory;

  @Test
  void withoutOptionsThereAreThreeNodesInOneGroup() {
    LocalCluster cluster = NOTHING_SAID.make();
    assertEquals("7001,7002,7003", cluster.ports().toString());
    assertEquals(1, cluster.groups());
    assertEquals(64, cluster.partitions());
    assertNotEquals(cluster.id(), NOTHING_SAID.make().id(), "every cluster has an id of its own");
    assertEquals("127.0.0.1:7001:1,127.0.0.1:7002:2,127.0.0.1:7003:3", cluster.peers());
  }

  @Test
  void thePortsTellHowManyNodesThereAre() {
    assertEquals(2, plan(null, "1,2").make().nodes());
    assertTrue(complaint(() -> plan(3, "1,2").make()).contains("--ports lists 2"));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertTrue(complaint(() -> plan(0, null).make()).contains("1 to 9"));
    assertTrue(complaint(() -> plan(10, null).make()).contains("1 to 9"));
    ClusterPlan moreGroupsThanParts = new ClusterPlan(null, null, 8, 4, null);
    assertTrue(complaint(moreGroupsThanParts::make).contains("--partitions is 4"));
  }

  @Test
  void aClusterIsReadAsItWasWritten() throws Exception {
    ClusterFiles files = new ClusterFiles(directory);
    LocalCluster cluster = new ClusterPlan(5, null, 4, 32, 1L << 30).make();
    cluster.write(files);
    assertEquals(cluster, LocalCluster.read(files));
  }

  @Test
  void aMissingOrDamagedClusterFileIsExplained() throws Exception {
    ClusterFiles files = new ClusterFiles(directory);
    assertTrue(complaint(() -> LocalCluster.read(files)).contains("./apex up"));
    Files.writeString(files.cluster(), "cluster=1\nports=x\n");
    assertTrue(complaint(() -> LocalCluster.read(files)).contains("is damaged"));
  }

  @Test
  void whatWasFormattedStaysAndPortsMoveOnlyWhileNothingRuns() {
    LocalCluster found = NOTHING_SAID.make();
    assertEquals(found, NOTHING_SAID.applyTo(found, true));
    assertTrue(complaint(() -> plan(5, null).applyTo(found, false)).contains("--wipe"));
    ClusterPlan moved = plan(null, "8001,8002,8003");
    assertEquals("8001,8002,8003", moved.applyTo(found, false).ports().toString());
    assertTrue(complaint(() -> moved.applyTo(found, true)).contains("./apex down"));
    assertTrue(complaint(() -> plan(null, "1,2").applyTo(found, false)).contains("one port"));
    ClusterPlan budget = new ClusterPlan(null, null, null, null, 1L << 30);
    assertEquals(1L << 30, budget.applyTo(found, true).logBudgetBytes());
  }

  private static ClusterPlan plan(@Nullable Integer nodes, @Nullable String ports) {
    return new ClusterPlan(nodes, ports == null ? null : PortList.parse(ports), null, null, null);
  }

  private static String complaint(Executable call) {
    return assertThrows(UserMistake.class, call).paragraph();
  }
}
