package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.Member;
import io.apexkv.client.core.ClusterDescription.Role;
import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a cluster's nodes at one moment.
 *
 * @param nodes every node, ascending by its number
 */
record ClusterView(List<NodeView> nodes) {

  /** How long a node may take to answer before it counts as silent. */
  static final Duration PATIENCE = Duration.ofMillis(800);

  ClusterView {
    nodes = List.copyOf(nodes);
  }

  /** Looks at the processes of a local cluster and asks every node. */
  static ClusterView of(ClusterFiles files, LocalCluster cluster) throws IOException {
    List<NodeProbe.Answer> answers = NodeProbe.askAll(cluster.addresses(), PATIENCE);
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
   * Asks nodes anywhere, and then those that they name as members.
   *
   * @return null if no node answers
   */
  static @Nullable ClusterView of(List<String> addresses) {
    Map<Integer, NodeView> nodes = new TreeMap<>();
    for (NodeProbe.Answer answer : NodeProbe.askAll(addresses, PATIENCE)) {
      if (answer instanceof NodeProbe.Answer.Described(ClusterDescription told)) {
        String address = addresses.get(0);
        for (Member member : told.members()) {
          address = member.node() == told.node() ? member.address() : address;
        }
        nodes.put(told.node(), new NodeView(told.node(), address, null, answer));
      }
    }
    if (nodes.isEmpty()) {
      return null;
    }
    ClusterDescription first = serving(nodes.values().stream().toList()).getFirst();
    List<Member> others =
        first.members().stream().filter(member -> !nodes.containsKey(member.node())).toList();
    List<NodeProbe.Answer> answers =
        NodeProbe.askAll(others.stream().map(Member::address).toList(), PATIENCE);
    for (int i = 0; i < others.size(); i++) {
      Member other = others.get(i);
      nodes.put(
          other.node(),
          new NodeView(
              other.node(), other.address(), null, ofCluster(hex(first), answers.get(i))));
    }
    return new ClusterView(List.copyOf(nodes.values()));
  }

  /** The cluster's id as 32 hexadecimal digits. */
  static String hex(ClusterDescription description) {
    return String.format("%016x%016x", description.clusterHigh(), description.clusterLow());
  }

  /** The answer, unless it comes from a node of another cluster. */
  private static NodeProbe.Answer ofCluster(String cluster, NodeProbe.Answer answer) {
    return answer instanceof NodeProbe.Answer.Described(ClusterDescription told)
            && !hex(told).equals(cluster)
        ? new NodeProbe.Answer.Silent(
            "node " + told.node() + " of cluster " + hex(told) + " answers there")
        : answer;
  }

  NodeView node(int number) {
    return nodes.get(number - 1);
  }

  /** What those nodes that serve said. */
  List<ClusterDescription> serving() {
    return serving(nodes);
  }

  private static List<ClusterDescription> serving(List<NodeView> nodes) {
    List<ClusterDescription> serving = new ArrayList<>();
    for (NodeView node : nodes) {
      ClusterDescription description = node.description();
      if (description != null && node.isServing()) {
        serving.add(description);
      }
    }
    return serving;
  }

  Health health() {
    return Health.of(nodes.size(), serving());
  }

  /** Raft groups, as far as any node tells. */
  int groups() {
    for (NodeView node : nodes) {
      ClusterDescription description = node.description();
      if (description != null) {
        return description.groups().size();
      }
    }
    return 0;
  }

  /** The node that leads a group with a majority behind it; 0 if there is none. */
  int leaderOf(long group) {
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
