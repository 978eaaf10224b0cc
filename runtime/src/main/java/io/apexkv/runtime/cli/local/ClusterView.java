package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.Member;
import io.apexkv.client.core.ClusterDescription.Role;
import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a cluster's nodes at one moment.
 *
 * @param nodes every node, ascending by its number
 */
public record ClusterView(List<NodeView> nodes) {

  /** How long a node may take to answer before it counts as silent. */
  static final Duration PATIENCE = Duration.ofMillis(800);

  /** The same for who asks again and again until the answer is good. */
  static final Duration IMPATIENCE = Duration.ofMillis(250);

  public ClusterView {
    nodes = List.copyOf(nodes);
  }

  /** Looks at the processes of a local cluster and asks every node. */
  public static ClusterView of(ClusterFiles files, LocalCluster cluster) throws IOException {
    return of(files, cluster, PATIENCE);
  }

  /** The same with another patience. */
  static ClusterView of(ClusterFiles files, LocalCluster cluster, Duration patience)
      throws IOException {
    List<NodeProbe.Answer> answers = NodeProbe.askAll(cluster.addresses(), patience);
    List<NodeView> nodes = new ArrayList<>();
    for (int node = 1; node <= cluster.nodes(); node++) {
      nodes.add(
          new NodeView(
              node,
              cluster.address(node),
              files.pid(node).living(),
              ofCluster(cluster.id(), answers.get(node - 1))));
    }
    return new ClusterView(nodes);
  }

  /**
   * Asks nodes anywhere, and then those that the first of them names as members.
   *
   * @param addresses at least 1
   * @return null if none answers as a node
   */
  public static @Nullable ClusterView of(List<String> addresses) {
    ClusterDescription first = null;
    for (NodeProbe.Answer answer : NodeProbe.askAll(addresses, PATIENCE)) {
      if (first == null && answer instanceof NodeProbe.Answer.Described(var told)) {
        first = told;
      }
    }
    if (first == null) {
      return null;
    }
    List<Member> members = first.members();
    List<NodeProbe.Answer> answers =
        NodeProbe.askAll(members.stream().map(Member::address).toList(), PATIENCE);
    List<NodeView> nodes = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      NodeProbe.Answer answer = ofCluster(idOf(first), answers.get(i));
      nodes.add(new NodeView(members.get(i).node(), members.get(i).address(), null, answer));
    }
    return new ClusterView(nodes);
  }

  /** The id of the cluster that a node belongs to. */
  static String idOf(ClusterDescription description) {
    return new ClusterId(description.clusterHigh(), description.clusterLow()).toString();
  }

  /** The answer, marked if it comes from a node of another cluster. */
  private static NodeProbe.Answer ofCluster(String cluster, NodeProbe.Answer answer) {
    return answer instanceof NodeProbe.Answer.Described(ClusterDescription told)
            && !idOf(told).equals(cluster)
        ? new NodeProbe.Answer.Foreign(told)
        : answer;
  }

  /** The node of a number, or null if the cluster has none. */
  @Nullable
  NodeView node(int number) {
    for (NodeView node : nodes) {
      if (node.node() == number) {
        return node;
      }
    }
    return null;
  }

  /** What those nodes that serve said. */
  List<ClusterDescription> serving() {
    List<ClusterDescription> serving = new ArrayList<>();
    for (NodeView node : nodes) {
      ClusterDescription description = node.description();
      if (description != null && node.isServing()) {
        serving.add(description);
      }
    }
    return serving;
  }

  /** How the cluster is. */
  public Health health() {
    return Health.of(nodes.size(), serving());
  }

  /** Raft groups, as far as any node tells. */
  public int groups() {
    for (NodeView node : nodes) {
      ClusterDescription description = node.description();
      if (description != null) {
        return description.groups().size();
      }
    }
    return 0;
  }

  /** The node that leads a group with a majority behind it; 0 if there is none. */
  public int leaderOf(long group) {
    return Health.leaderOf(group, nodes.size(), serving());
  }

  /** Groups that a node calls itself the leader of. */
  static List<Long> ledBy(ClusterDescription description) {
    return description.groups().stream()
        .filter(group -> group.role() == Role.LEADER)
        .map(ClusterDescription.GroupStatus::group)
        .toList();
  }
}
