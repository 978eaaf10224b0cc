package io.apexkv.sim.plan;

import io.apexkv.kernel.base.Check;

/**
 * One fault of a plan.
 *
 * @param kind what goes wrong
 * @param atNanos when it begins, in world time
 * @param untilNanos when it ends: a partition heals, a crashed process comes back
 * @param nodes whom it strikes, a bit a node (bit 0 is node 1); 0: whoever leads {@link #group} at
 *     that moment
 * @param group the group whose leader is meant, if {@code nodes} is 0
 * @param clients a bit each: for a client partition, which clients; for a slow link, which are cut
 *     off with the way back, 0 if that is not cut; for other partitions, who is on the side of
 *     {@code nodes}, all others being on the other side; 0: clients reach both sides
 * @param magnitude how hard, in the unit of the kind: for partitions the id of a node that bridges
 *     the gap, 0 for none; frames in a million for drop, duplicate, delay and reorder; parts in a
 *     million for clock drift; milliseconds of a clock's step, 0 for a clock that stands still; a
 *     factor for a slow disk; for crashes and losses of power the number of a {@link Moment};
 *     microseconds for a late engine, for the time from boot to the crash in recovery, and from an
 *     election to the loss of power or until the new leader is cut off; also the most that a slow
 *     link is late by, where the lowest bit says which way is slow: 1 to the nodes, 0 from them
 */
public record Fault(
    FaultKind kind,
    long atNanos,
    long untilNanos,
    int nodes,
    int group,
    int clients,
    int magnitude) {

  /** The most by which a clock may run fast or slow: 5 %, far more than quartz. */
  public static final int MAX_DRIFT_PER_MILLION = 50_000;

  public Fault {
    Check.that(atNanos >= 0 && untilNanos >= atNanos, "a fault ends after it begins");
  }

  /** Whether it strikes whoever leads {@link #group}. */
  public boolean strikesLeader() {
    return nodes == 0;
  }

  /** The same fault, and whom it strikes is known. */
  public Fault on(int struckNodes) {
    return new Fault(kind, atNanos, untilNanos, struckNodes, group, clients, magnitude);
  }

  /** One line for a person. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(Plan.seconds(atNanos)).append(" .. ").append(Plan.seconds(untilNanos));
    line.append("  ").append(kind.label());
    if (strikesLeader()) {
      line.append(" leader of group ").append(group);
    } else {
      line.append(" nodes ").append(Plan.set(nodes));
    }
    if (clients != 0) {
      line.append(" clients ").append(Plan.set(clients));
    }
    if (magnitude != 0) {
      line.append(" magnitude ").append(magnitude);
    }
    return line.toString();
  }
}
