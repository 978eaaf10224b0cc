package io.apexkv.kernel.wire;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Streams;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What all nodes of a cluster have to be formatted and started with alike, as a HELLO tells it.
 *
 * <p>With other partitions or groups a node would look for a key where the others don't keep it;
 * with another list of servers it would count other quorums, and two of those need not have a node
 * in common (Raft, 5.2 rests on that). The cluster's id says nothing about any of it.
 */
public final class Layout {

  /** Bytes in a HELLO. */
  static final int BYTES = 16;

  private static final int VOTERS = 1;

  private final int partitions;
  private final int groups;
  private final int[] members;
  private final long voters;

  /**
   * Copies the ids.
   *
   * @param partitions parts of the key space
   * @param groups Raft groups
   * @param members ids of all nodes, this one's included; each once, in any order
   */
  public Layout(int partitions, int groups, int[] members) {
    this.partitions = partitions;
    this.groups = groups;
    this.members = members.clone();
    Arrays.sort(this.members);
    this.voters = digest(this.members);
  }

  /** {@code voters} of {@code docs/peer-protocol.md}: equal for equal lists of servers. */
  private static long digest(int[] ascending) {
    long digest = 0;
    for (int node : ascending) {
      digest = Streams.draw(digest, VOTERS, node, 0, 0);
    }
    return digest;
  }

  boolean isMember(long node) {
    for (int member : members) {
      if (member == node) {
        return true;
      }
    }
    return false;
  }

  void put(ByteBuffer buffer, int offset) {
    buffer.putInt(offset, partitions);
    buffer.putInt(offset + 4, groups);
    buffer.putLong(offset + 8, voters);
  }

  /** Compares with what another node {@link #put}; null if it is the same. */
  @Nullable
  Refusal check(ByteBuffer buffer, int offset) {
    int itsPartitions = buffer.getInt(offset);
    int itsGroups = buffer.getInt(offset + 4);
    if (itsPartitions != partitions || itsGroups != groups) {
      return new Refusal(
          Refusal.LAYOUT,
          "this node has "
              + count(partitions, "partition")
              + " and "
              + count(groups, "group")
              + ", but was greeted with "
              + Integer.toUnsignedString(itsPartitions)
              + " and "
              + Integer.toUnsignedString(itsGroups)
              + "; format all nodes alike");
    }
    if (buffer.getLong(offset + 8) != voters) {
      return new Refusal(
          Refusal.LAYOUT,
          "this node has servers "
              + list(members)
              + ", but was greeted by one with another list; give all nodes the same --peers");
    }
    return null;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String list(int[] nodes) {
    StringBuilder text = new StringBuilder();
    for (int node : nodes) {
      text.append(text.isEmpty() ? "" : ", ").append(node);
    }
    return text.toString();
  }
}
