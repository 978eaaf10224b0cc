package io.apexkv.sim.oracle;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.sim.disk.DurableImage;

/**
 * Every committed entry, and so every acknowledged write, is on the disks of a quorum, as they
 * would be after a crash of all nodes now; and it stays there.
 *
 * <p>Reads the durable images of the simulated disks by the format's description. After a real
 * crash it reads the whole image again from scratch. It does not check hard states: a forgotten
 * vote shows in {@link OneLeaderATerm} and {@link NeverBack}.
 */
public final class Durability implements Oracle {

  private final ClusterId cluster;
  private final CanonicalHistory canonical;
  private final DurableImage[] images;
  private final DiskLog[] disks;
  private final int groups;

  /** Watches the disks of the nodes: node n at n - 1. */
  public Durability(
      ClusterId cluster, int groups, DurableImage[] images, CanonicalHistory canonical) {
    this.cluster = cluster;
    this.canonical = canonical;
    this.images = images.clone();
    this.groups = groups;
    this.disks = new DiskLog[images.length];
    for (int node = 1; node <= images.length; node++) {
      disks[node - 1] = newDisk(node);
      watch(node, disks[node - 1]);
    }
  }

  @Override
  public String name() {
    return "durability";
  }

  /** A group's log on the disk of a node. */
  public LogChain of(int node, int group) {
    return disks[node - 1].of(group);
  }

  /** A write has become durable on a node. */
  public void becameDurable(int node, FileId file, long offset) {
    if (file.kind() == FileId.Kind.WAL) {
      disks[node - 1].becameDurable(file, offset);
    }
  }

  /** The canonical history of a group has grown. */
  public void committed(int group) {
    LogChain history = canonical.of(group);
    int copies = 0;
    StringBuilder ends = new StringBuilder();
    for (DiskLog disk : disks) {
      ends.append(ends.isEmpty() ? "" : ", ").append(disk.of(group).last());
      if (disk.of(group).agrees(history, history.last())) {
        copies++;
      }
    }
    if (copies < disks.length / 2 + 1) {
      throw violation(
          "group "
              + group
              + " committed up to "
              + history.last()
              + ", which is durable on "
              + copies
              + " of "
              + disks.length
              + " disks (whose logs end at "
              + ends
              + ")");
    }
  }

  /** Reads a node's image from scratch. */
  public void reread(int node) {
    DiskLog read = newDisk(node);
    read.readAll();
    watch(node, read);
    disks[node - 1] = read;
  }

  /** A node has crashed: what was committed and durable there must still be there. */
  public void crashed(int node) {
    DiskLog before = disks[node - 1];
    reread(node);
    DiskLog after = disks[node - 1];
    for (int group = 1; group <= groups; group++) {
      LogChain history = canonical.of(group);
      long durable = Math.min(before.of(group).last(), history.last());
      if (before.of(group).agrees(history, durable) && !after.of(group).agrees(history, durable)) {
        throw violation(
            "node "
                + node
                + " had group "
                + group
                + " durable up to "
                + durable
                + " and after a crash up to "
                + after.of(group).last());
      }
    }
  }

  private DiskLog newDisk(int node) {
    return new DiskLog(new DiskSectors(cluster, node), images[node - 1], groups);
  }

  private void watch(int node, DiskLog disk) {
    disk.watch((group, from, term) -> truncates(node, group, from, term));
  }

  /**
   * Whoever is in the term of the commit or in a later one hears only of leaders that have what was
   * committed (Raft, 5.4.3, leader completeness). In an earlier term it may lose the very same
   * entry to a leader that was deposed since: it was not counted.
   */
  private void truncates(int node, int group, long from, long term) {
    LogChain history = canonical.of(group);
    LogChain disk = disks[node - 1].of(group);
    boolean isCommitted = from <= history.last() && disk.agrees(history, from);
    if (isCommitted && term >= canonical.commitTerm(group, from)) {
      throw violation(
          "node "
              + node
              + " cuts group "
              + group
              + " from "
              + from
              + ", though it is committed up to "
              + history.last());
    }
  }
}
