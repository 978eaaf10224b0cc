package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;
import java.util.List;

/**
 * What one node knows of itself, the cluster and its groups: the answer to DESCRIBE.
 *
 * @param node the node that answered
 * @param clusterHigh first half of the cluster's 128-bit id
 * @param clusterLow second half
 * @param bootCounter how often the node was started with this data
 * @param upNanos how long it has been up
 * @param logBytes bytes of its log in use
 * @param logBudgetBytes bytes at which it refuses writes
 * @param metrics what it counted since it was started
 * @param diskMode how it writes, for example with O_DIRECT
 * @param partitions how many partitions keys are hashed to, at least 1
 * @param members all nodes, at least 1
 * @param groups all groups, at least 1
 */
public record ClusterDescription(
    State state,
    int node,
    long clusterHigh,
    long clusterLow,
    long bootCounter,
    long upNanos,
    long logBytes,
    long logBudgetBytes,
    NodeMetrics metrics,
    String diskMode,
    int partitions,
    List<Member> members,
    List<GroupStatus> groups) {

  public ClusterDescription {
    members = List.copyOf(members);
    groups = List.copyOf(groups);
  }

  /** What a node is doing; the order is the protocol's. */
  public enum State {
    RECOVERING,
    SERVING,
    STOPPING
  }

  /** A replica's role in Raft; the order is the protocol's. */
  public enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
  }

  /**
   * One node of the cluster.
   *
   * @param address "host:port"
   */
  public record Member(int node, String address) {}

  /**
   * The answering node's replica of one group.
   *
   * @param leader the node that it follows, 0 if it knows none
   * @param term its Raft term
   * @param commit index of the last entry that it knows committed
   * @param applied index of the last entry that it applied
   * @param lastIndex index of the last entry of its log
   */
  public record GroupStatus(
      long group, Role role, int leader, long term, long commit, long applied, long lastIndex) {}

  /** The address of a node, or null if no member has this number. */
  public @Nullable String addressOf(int node) {
    for (Member member : members) {
      if (member.node() == node) {
        return member.address();
      }
    }
    return null;
  }
}
