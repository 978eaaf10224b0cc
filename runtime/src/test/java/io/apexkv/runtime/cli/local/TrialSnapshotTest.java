package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.Role;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialSnapshotTest {

  @Test
  void whoServesIsLeaderOrFollowerAndTheRestIsWhatItsProcessIs() {
    TrialSnapshot snapshot =
        TrialSnapshot.of(
            7,
            List.of(State.STARTING, State.STARTING, State.DOWN),
            answers(one(1, Role.LEADER, 1, 4), one(2, Role.FOLLOWER, 1, 4), null));
    assertEquals(
        new TrialSnapshot(7, List.of(State.LEADER, State.FOLLOWER, State.DOWN), 1, 4, false),
        snapshot);
  }

  @Test
  void aLeaderWithoutAMajorityIsNone() {
    TrialSnapshot snapshot =
        TrialSnapshot.of(
            0,
            List.of(State.STARTING, State.PAUSED, State.STARTING),
            answers(one(1, Role.LEADER, 1, 4), null, null));
    assertEquals(0, snapshot.leader());
    assertEquals(0, snapshot.term());
    assertEquals(List.of(State.FOLLOWER, State.PAUSED, State.STARTING), snapshot.nodes());
  }

  @Test
  void itIsWholeOnlyIfAllFollow() {
    List<State> running = List.of(State.STARTING, State.STARTING, State.STARTING);
    ClusterDescription leader = one(1, Role.LEADER, 1, 4);
    ClusterDescription follower = one(2, Role.FOLLOWER, 1, 4);
    assertTrue(
        TrialSnapshot.of(0, running, answers(leader, follower, one(3, Role.FOLLOWER, 1, 4)))
            .whole());
    assertFalse(
        TrialSnapshot.of(0, running, answers(leader, follower, one(3, Role.FOLLOWER, 0, 4)))
            .whole());
  }

  private static List<@Nullable ClusterDescription> answers(
      @Nullable ClusterDescription first,
      @Nullable ClusterDescription second,
      @Nullable ClusterDescription third) {
    List<@Nullable ClusterDescription> answers = new ArrayList<>();
    answers.add(first);
    answers.add(second);
    answers.add(third);
    return answers;
  }

  private static ClusterDescription one(int node, Role role, int leader, long term) {
    return Descriptions.of(node, List.of(Descriptions.group(1, role, leader, term)));
  }
}
