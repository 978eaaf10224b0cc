package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void aClusterIsHealthyIfAllFollowTheLeader() {
    Health health =
        Health.of(3, List.of(one(1, Role.LEADER, 1, 4), follower(2, 1, 4), follower(3, 1, 4)));
    assertEquals(Health.Level.HEALTHY, health.level());
    assertEquals(3, health.serving());
  }

  @Test
  void itIsDegradedIfAMinorityIsAwayOrBehind() {
    assertEquals(
        Health.Level.DEGRADED,
        Health.of(3, List.of(one(1, Role.LEADER, 1, 4), follower(2, 1, 4))).level());
    assertEquals(
        Health.Level.DEGRADED,
        Health.of(3, List.of(one(1, Role.LEADER, 1, 4), follower(2, 1, 4), follower(3, 0, 4)))
            .level());
  }

  @Test
  void itIsUnavailableWithoutALeaderThatAMajorityFollows() {
    Health nobody = Health.of(3, List.of(follower(1, 0, 4), follower(2, 0, 4), follower(3, 0, 4)));
    assertEquals(Health.Level.UNAVAILABLE, nobody.level());
    assertEquals(List.of(1L), nobody.leaderless());
    assertEquals(Health.Level.UNAVAILABLE, Health.of(3, List.of()).level());
    assertEquals(
        Health.Level.UNAVAILABLE,
        Health.of(3, List.of(one(1, Role.LEADER, 1, 4))).level(),
        "a leader alone");
  }

  @Test
  void aLeaderThatWasDeposedInALaterTermDoesNotCount() {
    List<ClusterDescription> serving =
        List.of(one(1, Role.LEADER, 1, 4), one(2, Role.LEADER, 2, 5), follower(3, 2, 5));
    assertEquals(2, Health.leaderOf(1, 3, serving));
    assertEquals(Health.Level.DEGRADED, Health.of(3, serving).level());
  }

  @Test
  void aFollowerOfAnEarlierTermDoesNotCount() {
    List<ClusterDescription> serving = List.of(one(1, Role.LEADER, 1, 5), follower(2, 1, 4));
    assertEquals(0, Health.leaderOf(1, 3, serving));
  }

  @Test
  void theWorstGroupDecides() {
    ClusterDescription first =
        Descriptions.of(
            1,
            List.of(
                Descriptions.group(1, Role.LEADER, 1, 2),
                Descriptions.group(2, Role.FOLLOWER, 0, 2)));
    ClusterDescription second =
        Descriptions.of(
            2,
            List.of(
                Descriptions.group(1, Role.FOLLOWER, 1, 2),
                Descriptions.group(2, Role.FOLLOWER, 0, 2)));
    Health health = Health.of(2, List.of(first, second));
    assertEquals(List.of(2L), health.leaderless());
    assertFalse(health.isAvailable());
  }

  private static ClusterDescription one(int node, Role role, int leader, long term) {
    return Descriptions.of(node, List.of(Descriptions.group(1, role, leader, term)));
  }

  private static ClusterDescription follower(int node, int leader, long term) {
    return one(node, Role.FOLLOWER, leader, term);
  }
}
