package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.GroupStatus;
import io.apexkv.client.core.ClusterDescription.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a cluster serves, judged from what its nodes say at about the same moment.
 *
 * <p>A group is led by a node that calls itself its leader, in a term that a majority of the
 * members follow it in. A deposed leader that has not heard of its end yet has no such majority.
 *
 * @param level the worst of all groups and nodes
 * @param members nodes that the cluster has
 * @param serving nodes that serve
 * @param logFull whether the log of every node that serves has reached its budget, so that writes
 *     are refused
 * @param leaderless groups without a leader that a majority follows
 */
public record Health(
    Level level, int members, int serving, boolean logFull, List<Long> leaderless) {

  /** How well it is. */
  public enum Level {
    /** Every node serves, and follows the leader of every group. */
    HEALTHY,
    /** Every group has a leader, but not every node takes part. */
    DEGRADED,
    /** Some keys can't be read or written now. */
    UNAVAILABLE
  }

  public Health {
    leaderless = List.copyOf(leaderless);
  }

  /**
   * Judges a cluster.
   *
   * @param members nodes that it has
   * @param serving what those that serve said
   */
  static Health of(int members, List<ClusterDescription> serving) {
    List<Long> leaderless = new ArrayList<>();
    boolean complete = serving.size() == members;
    int groups = serving.isEmpty() ? 0 : serving.getFirst().groups().size();
    for (long group = 1; group <= groups; group++) {
      int leader = leaderOf(group, members, serving);
      if (leader == 0) {
        leaderless.add(group);
      }
      complete &= leader != 0 && followers(group, leader, serving) == members;
    }
    Level level =
        complete && groups > 0
            ? Level.HEALTHY
            : leaderless.isEmpty() && groups > 0 ? Level.DEGRADED : Level.UNAVAILABLE;
    boolean full = !serving.isEmpty() && serving.stream().allMatch(Health::isLogFull);
    return new Health(level, members, serving.size(), full, leaderless);
  }

  /** Whether a node's log leaves no room in its budget, so that it refuses writes as a leader. */
  private static boolean isLogFull(ClusterDescription one) {
    return one.logBytes() >= one.logBudgetBytes();
  }

  /** The node that leads a group with a majority behind it; 0 if there is none. */
  static int leaderOf(long group, int members, List<ClusterDescription> serving) {
    for (ClusterDescription one : serving) {
      GroupStatus status = statusOf(group, one);
      if (status.role() == Role.LEADER && 2 * followers(group, one.node(), serving) > members) {
        return one.node();
      }
    }
    return 0;
  }

  /** Nodes, the leader among them, that follow it in its term. */
  private static int followers(long group, int leader, List<ClusterDescription> serving) {
    long term = 0;
    for (ClusterDescription one : serving) {
      if (one.node() == leader) {
        term = statusOf(group, one).term();
      }
    }
    int followers = 0;
    for (ClusterDescription one : serving) {
      GroupStatus status = statusOf(group, one);
      if (one.node() == leader || (status.leader() == leader && status.term() == term)) {
        followers++;
      }
    }
    return followers;
  }

  private static GroupStatus statusOf(long group, ClusterDescription description) {
    for (GroupStatus status : description.groups()) {
      if (status.group() == group) {
        return status;
      }
    }
    return new GroupStatus(group, Role.FOLLOWER, 0, 0, 0, 0, 0);
  }

  /** Whether nothing is wrong. */
  public boolean isHealthy() {
    return isWhole() && !logFull;
  }

  /** Whether every node takes part, be there room in the log or not. */
  boolean isWhole() {
    return level == Level.HEALTHY;
  }

  /** Whether every key can be read, but none can be written for want of room in the log. */
  boolean isReadOnly() {
    return isAvailable() && logFull;
  }

  /** Whether every group has a leader. */
  boolean isAvailable() {
    return level != Level.UNAVAILABLE;
  }
}
