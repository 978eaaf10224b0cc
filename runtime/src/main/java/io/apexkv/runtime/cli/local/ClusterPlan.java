package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.OptionRange;
import io.apexkv.runtime.cli.UserMistake;
import java.security.SecureRandom;

/**
 * What {@code up} was asked for; null where nothing was said.
 *
 * @param logBudgetBytes log that a node may fill before it refuses writes
 */
record ClusterPlan(
    @Nullable Integer nodes,
    @Nullable PortList ports,
    @Nullable Integer groups,
    @Nullable Integer partitions,
    @Nullable Long logBudgetBytes) {

  private static final int USUAL_NODES = 3;
  private static final int MOST_NODES = 9;
  private static final int USUAL_PARTITIONS = 64;
  private static final int MOST_PARTITIONS = 1 << 20;

  /**
   * A new cluster as planned.
   *
   * @throws UserMistake if no such cluster is possible
   */
  LocalCluster make() {
    int count = nodes != null ? nodes : ports != null ? ports.ports().size() : USUAL_NODES;
    OptionRange.require("--nodes", count, 1, MOST_NODES);
    PortList listed = ports != null ? ports : PortList.from(PortList.FIRST_PORT, count);
    if (listed.ports().size() != count) {
      throw new UserMistake(
          "--nodes is " + count + ", but --ports lists " + listed.ports().size() + ".",
          "Give one port for each node.");
    }
    int groupCount = groups != null ? groups : 1;
    OptionRange.require("--groups", groupCount, 1, Config.MAX_GROUPS);
    int parts = partitions != null ? partitions : Math.max(USUAL_PARTITIONS, groupCount);
    OptionRange.require("--partitions", parts, groupCount, MOST_PARTITIONS);
    return new LocalCluster(
        newId(),
        listed,
        parts,
        groupCount,
        logBudgetBytes != null ? logBudgetBytes : LocalCluster.USUAL_LOG_BUDGET);
  }

  private static String newId() {
    SecureRandom random = new SecureRandom();
    return new ClusterId(random.nextLong(), random.nextLong() | 1).toString();
  }

  /**
   * The cluster that is there, with those changes that it can take.
   *
   * @throws UserMistake if the plan asks for what can't change
   */
  LocalCluster applyTo(LocalCluster found, boolean running) {
    requireSame("--nodes", nodes, found.nodes());
    requireSame("--groups", groups, found.groups());
    requireSame("--partitions", partitions, found.partitions());
    LocalCluster wanted = found;
    if (ports != null && !ports.equals(found.ports())) {
      if (ports.ports().size() != found.nodes()) {
        throw new UserMistake(
            "the cluster has "
                + found.nodes()
                + " nodes, but --ports lists "
                + ports.ports().size()
                + ".",
            "Give one port for each node.");
      }
      if (running) {
        throw new UserMistake(
            "the cluster runs on ports " + found.ports() + ", not " + ports + ".",
            "To move it, stop it first: ./apex down");
      }
      wanted = wanted.withPorts(ports);
    }
    return logBudgetBytes == null ? wanted : wanted.withLogBudget(logBudgetBytes);
  }

  private static void requireSame(String option, @Nullable Integer asked, int found) {
    if (asked != null && asked != found) {
      throw new UserMistake(
          "the cluster was made with "
              + option
              + " "
              + found
              + ", and that can't become "
              + asked
              + " any more.",
          "Leave the option out, or make a new cluster without the old data: ./apex down --wipe,"
              + " then ./apex up.");
    }
  }
}
