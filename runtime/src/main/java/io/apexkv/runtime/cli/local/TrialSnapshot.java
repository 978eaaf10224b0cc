package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.kernel.base.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a {@link TrialCluster} of one group stands.
 *
 * @param asOfNanos {@link System#nanoTime} before the first node was asked
 * @param nodes every node's state, of node 1 first
 * @param leader the node that leads with a majority behind it; 0 if there is none
 * @param term the leader's term; 0 without one
 * @param whole whether all nodes follow that leader
 */
public record TrialSnapshot(
    long asOfNanos, List<State> nodes, int leader, long term, boolean whole) {

  /** The group of a trial cluster. */
  private static final long GROUP = 1;

  /** What a node is, seen from outside. */
  public enum State {
    LEADER,
    FOLLOWER,
    /** Its process lives, and does not serve yet. */
    STARTING,
    PAUSED,
    DOWN;

    /** As a table shows it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TrialSnapshot {
    nodes = List.copyOf(nodes);
  }

  /** The state of a node. */
  public State of(int node) {
    return nodes.get(node - 1);
  }

  /**
   * Judges what nodes answered.
   *
   * @param processes what is known of each node's process: PAUSED, DOWN, or STARTING if it runs
   * @param answers what each node said of itself; null if it was not asked or did not answer
   */
  static TrialSnapshot of(
      long asOfNanos, List<State> processes, List<@Nullable ClusterDescription> answers) {
    List<ClusterDescription> serving = new ArrayList<>();
    for (ClusterDescription answer : answers) {
      if (answer != null && answer.state() == ClusterDescription.State.SERVING) {
        serving.add(answer);
      }
    }
    int members = processes.size();
    int leader = Health.leaderOf(GROUP, members, serving);
    long term = 0;
    List<State> nodes = new ArrayList<>(processes);
    for (ClusterDescription one : serving) {
      if (one.node() == leader) {
        term = one.groups().getFirst().term();
      }
      nodes.set(one.node() - 1, one.node() == leader ? State.LEADER : State.FOLLOWER);
    }
    return new TrialSnapshot(asOfNanos, nodes, leader, term, Health.of(members, serving).isWhole());
  }
}
