package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which nodes a command is about, as its user says it. */
sealed interface NodeChoice {

  /** Every node. */
  record All() implements NodeChoice {}

  /** The node that leads; of several groups, the one that leads most. */
  record Leader() implements NodeChoice {}

  /** One node. */
  record One(int node) implements NodeChoice {}

  /**
   * Reads {@code all}, {@code leader}, {@code 2} or {@code node-2}.
   *
   * @throws UserMistake if it is none of them
   */
  static NodeChoice parse(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("all")) {
      return new All();
    }
    if (word.equals("leader")) {
      return new Leader();
    }
    String number = word.startsWith("node-") ? word.substring("node-".length()) : word;
    if (!number.matches("[1-9]")) {
      throw new UserMistake(
          "'" + text + "' is no node: expected a node's number, 'leader' or 'all'.",
          "To see the nodes: ./apex status");
    }
    return new One(Integer.parseInt(number));
  }

  /**
   * The numbers of the nodes that are meant now.
   *
   * @throws UserMistake if the cluster has no such node, or nobody leads
   */
  default List<Integer> resolve(ClusterFiles files, LocalCluster cluster) throws IOException {
    return switch (this) {
      case All() -> {
        List<Integer> all = new ArrayList<>();
        for (int node = 1; node <= cluster.nodes(); node++) {
          all.add(node);
        }
        yield all;
      }
      case One(int node) -> {
        if (node > cluster.nodes()) {
          throw new UserMistake(
              "there is no node " + node + ": the cluster has nodes 1 to " + cluster.nodes() + ".",
              "To see them: ./apex status");
        }
        yield List.of(node);
      }
      case Leader() -> List.of(leaderOf(ClusterView.of(files, cluster)));
    };
  }

  private static int leaderOf(ClusterView view) {
    int[] led = new int[view.nodes().size() + 1];
    int most = 0;
    for (long group = 1; group <= view.groups(); group++) {
      int leader = view.leaderOf(group);
      if (leader != 0 && ++led[leader] > led[most]) {
        most = leader;
      }
    }
    if (most == 0) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "nobody leads now: no node has a majority behind it.",
          "To see why: ./apex status");
    }
    return most;
  }
}
