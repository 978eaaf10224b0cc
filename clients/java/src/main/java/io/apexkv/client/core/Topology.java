package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where requests go: the partitions and groups that a node described, and for each group the node
 * that led it last, as far as known. All of it is a hint but the partitions; a wrong hint costs a
 * REDIRECT.
 */
final class Topology {

  private final Links links;
  private int partitions;
  private int groups;
  private List<Link> members = List.of();

  /** By group, from 1: the link to its leader, or null. */
  private @Nullable Link[] leaders = new @Nullable Link[0];

  /** By group, from 1: the member to try while no leader is known. */
  private int[] candidates = new int[0];

  Topology(Links links) {
    this.links = links;
  }

  boolean isKnown() {
    return groups > 0;
  }

  int groups() {
    return groups;
  }

  /** Partition p belongs to group 1 + p mod groups. */
  long groupOf(ClientRequest operation) {
    return 1L + operation.partition(partitions) % groups;
  }

  /** Takes over what a node described; leaders only where none is known. */
  void learn(ClusterDescription description) {
    List<Link> described = new ArrayList<>();
    for (ClusterDescription.Member member : description.members()) {
      Link link = links.to(member.address());
      if (link != null) {
        described.add(link);
      }
    }
    if (described.isEmpty()) {
      return;
    }
    partitions = description.partitions();
    if (groups != description.groups().size() || members.size() != described.size()) {
      groups = description.groups().size();
      leaders = new @Nullable Link[groups + 1];
      candidates = new int[groups + 1];
    }
    members = described;
    for (ClusterDescription.GroupStatus status : description.groups()) {
      String address = description.addressOf(status.leader());
      if (isGroup(status.group()) && address != null && leaders[(int) status.group()] == null) {
        leaders[(int) status.group()] = links.to(address);
      }
    }
  }

  /** The node to send a group's request to: its leader, or who may know; null if all rest. */
  @Nullable
  Link choose(long group, long nowNanos) {
    if (!isGroup(group)) {
      return null;
    }
    Link leader = leaders[(int) group];
    if (leader != null && leader.isUsable(nowNanos)) {
      return leader;
    }
    for (int i = 0; i < members.size(); i++) {
      int place = (candidates[(int) group] + i) % members.size();
      if (members.get(place).isUsable(nowNanos)) {
        candidates[(int) group] = place;
        return members.get(place);
      }
    }
    return null;
  }

  /** The leader of a group if it is known. */
  @Nullable
  Link leader(long group) {
    return isGroup(group) ? leaders[(int) group] : null;
  }

  /** A node answered as only the leader does, or was named as the leader. */
  void leads(long group, Link link) {
    if (isGroup(group)) {
      leaders[(int) group] = link;
    }
  }

  /**
   * A node said or showed that it doesn't lead.
   *
   * @return whether every member was tried since the last true
   */
  boolean leadsNot(long group, Link link) {
    if (!isGroup(group)) {
      return true;
    }
    int index = (int) group;
    if (leaders[index] == link) {
      leaders[index] = null;
    }
    if (members.get(candidates[index]) != link) {
      return false;
    }
    candidates[index] = (candidates[index] + 1) % members.size();
    return candidates[index] == 0;
  }

  /**
   * A node can't be reached now: it leads nothing as far as this client is concerned.
   *
   * @return whether every member was tried in vain for some group
   */
  boolean down(Link link) {
    boolean allTried = false;
    for (int group = 1; group <= groups; group++) {
      allTried |= leadsNot(group, link);
    }
    return allTried;
  }

  private boolean isGroup(long group) {
    return group >= 1 && group <= groups;
  }
}
