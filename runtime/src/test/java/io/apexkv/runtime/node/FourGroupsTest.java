package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.ApexClient;
import io.apexkv.client.core.ClusterDescription;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four groups on three real nodes, and a client that knows each one's leader. */
final class FourGroupsTest {

  private static final int GROUPS = 4;
  private static final int KEYS = 60;

  /**
   * So long that a busy machine does not change who is first: the node that a group prefers at its
   * first election draws from the second before this, all others from the two seconds after it.
   */
  private static final Timing SLOW = new Timing(2_000_000_000L, 100_000_000L);

  @TempDir private Path temporary;

  @Test
  void fourGroupsHaveLeadersOnDifferentNodesAndTheClientFindsEach() throws Exception {
    List<Member> members = RunningNode.members(3);
    List<RunningNode> nodes = new ArrayList<>();
    try {
      for (int node = 1; node <= 3; node++) {
        Path directory = temporary.resolve("node" + node);
        DataDirectory.format(directory, RunningNode.CLUSTER, node, 16, GROUPS);
        nodes.add(
            RunningNode.start(
                RunningNode.settings(node, members, directory)
                    .withLimits(RunningNode.LIMITS, SLOW, 256L << 20)));
      }
      try (ApexClient client = ApexClient.connect(members.get(0).address())) {
        for (int i = 0; i < KEYS; i++) {
          client.put("key" + i, "value" + i);
        }
        for (int i = 0; i < KEYS; i++) {
          assertEquals("value" + i, client.get("key" + i).orElseThrow());
        }
        TreeSet<Integer> leaders = new TreeSet<>();
        for (Member member : members) {
          ClusterDescription description = client.describe(member.address());
          for (ClusterDescription.GroupStatus group : description.groups()) {
            assertTrue(group.commit() > 1, "keys are in every group");
            if (group.role() == ClusterDescription.Role.LEADER) {
              leaders.add(member.node());
            }
          }
        }
        assertTrue(leaders.size() >= 2, "leaders on nodes " + leaders);
      }
    } finally {
      for (RunningNode node : nodes) {
        node.close();
      }
    }
  }
}
