package io.apexkv.kernel;

import java.util.List;

/**
 * What a kernel is made from, validated.
 *
 * @param cluster the cluster's identity, equal to the data directory's
 * @param node this server's id, one of the members' and equal to the data directory's
 * @param members every server, in ascending order of id; all vote in all groups
 * @param partitions parts of the key space, fixed when the data directory is formatted
 * @param groups Raft groups, numbered from 1; partition p belongs to group 1 + p mod groups
 * @param timing Raft's clocks
 * @param limits the bounds of everything
 * @param memory chunks for log, messages and values; a chunk holds the largest log batch
 * @param diskMode how the host makes writes durable, in words for a person; shown by DESCRIBE
 */
public record Config(
    ClusterId cluster,
    int node,
    List<Member> members,
    int partitions,
    int groups,
    Timing timing,
    Limits limits,
    Memory memory,
    String diskMode) {

  /** Most groups of a cluster, a bound on tables that have a row for each. */
  public static final int MAX_GROUPS = 1024;

  public Config {
    members = List.copyOf(members);
    boolean listed = false;
    for (int i = 0; i < members.size(); i++) {
      listed |= members.get(i).node() == node;
      if (i > 0 && members.get(i - 1).node() >= members.get(i).node()) {
        throw new IllegalArgumentException(
            "members come in ascending order of node id, each once, but got " + members);
      }
    }
    if (!listed) {
      throw new IllegalArgumentException("node " + node + " is not one of the members " + members);
    }
    if (members.size() > 9) {
      throw new IllegalArgumentException("at most 9 members, but got " + members.size());
    }
    if (groups < 1 || groups > MAX_GROUPS || partitions < groups) {
      throw new IllegalArgumentException(
          "1 to " + MAX_GROUPS + " groups and no fewer partitions, but got " + groups + " and "
              + partitions);
    }
    int largestCommand = 2 * limits.maxValueBytes() + Limits.MAX_KEY_BYTES; // a compare-and-set
    int largestBatch = largestCommand + largestCommand / 31 + (32 << 10); // stamps and directory
    if (memory.chunkBytes() < largestBatch) {
      throw new IllegalArgumentException(
          "a chunk of memory holds the largest value's log batch (" + largestBatch
              + " bytes), but has " + memory.chunkBytes());
    }
  }

  /** The group that holds a partition. */
  public int groupOf(int partition) {
    return 1 + partition % groups;
  }
}
