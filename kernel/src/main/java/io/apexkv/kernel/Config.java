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
          "1 to "
              + MAX_GROUPS
              + " groups and no fewer partitions, but got "
              + groups
              + " and "
              + partitions);
    }
    int minimumChunks = minimumChunks(groups, members.size(), limits, memory.chunkBytes());
    if (memory.available() < minimumChunks) {
      throw new IllegalArgumentException(
          "a node of "
              + groups
              + (groups == 1 ? " group" : " groups")
              + " needs at least "
              + minimumChunks
              + " chunks of memory ("
              + (((long) minimumChunks * memory.chunkBytes()) >> 20)
              + " MiB), but has "
              + memory.available()
              + " ("
              + (((long) memory.available() * memory.chunkBytes()) >> 20)
              + " MiB)");
    }
    int largestBatch = largestBatchBytes(limits, groups);
    if (memory.chunkBytes() < largestBatch || limits.walSegmentBytes() < largestBatch) {
      throw new IllegalArgumentException(
          "a chunk of memory and a log segment hold the largest log batch ("
              + largestBatch
              + " bytes), but have "
              + memory.chunkBytes()
              + " and "
              + limits.walSegmentBytes());
    }
    // What is sent to a peer at once is a chunk. An append that never fits would never be read back
    // from the log; a forwarded frame that never fits beside one would never be forwarded.
    long message = (long) limits.appendBytes() + largestClientFrameBytes(limits);
    if (message > memory.chunkBytes()) {
      throw new IllegalArgumentException(
          "a chunk of memory holds the entries of an append and the largest client frame ("
              + message
              + " bytes), but has "
              + memory.chunkBytes());
    }
  }

  private static final int LEAST_TAIL_CHUNKS = 2;

  /** Most rows of a log batch's directory; part of the format. */
  public static final int MAX_DIRECTORY_ROWS = 512;

  /** Bytes on disk of the largest log batch that a single entry may need. */
  public static int largestBatchBytes(Limits limits, int groups) {
    int largestEntry = 2 * limits.maxValueBytes() + Limits.MAX_KEY_BYTES + 128; // a compare-and-set
    int payload = largestEntry + 32 * MAX_DIRECTORY_ROWS + 96 * groups + 128;
    int sectors = payload / 496 + 1;
    return (sectors * 512 + Memory.ALIGNMENT_BYTES - 1) & -Memory.ALIGNMENT_BYTES;
  }

  /** Bytes of the largest client frame, a compare-and-set, with the headers that it travels in. */
  private static long largestClientFrameBytes(Limits limits) {
    return 2L * limits.maxValueBytes() + Limits.MAX_KEY_BYTES + 4096;
  }

  /**
   * Chunks that values leave to others: messages to each peer and answers that wait for it, entries
   * that each group reads back after a restart, answers to clients, and what the leaders of other
   * groups admit on other nodes while this one does not know yet.
   */
  public int headroomChunks() {
    return headroomChunks(groups, members.size(), limits, memory.chunkBytes());
  }

  /**
   * Bytes of log entries kept in memory: {@link Limits#tailBytes}, but at most half of what memory
   * has beyond the least, lest nothing is left for values. To be asked before any chunk is taken.
   */
  public long tailBytes() {
    int leastChunks = minimumChunks(groups, members.size(), limits, memory.chunkBytes());
    int spareChunks = Math.max(0, memory.available() - leastChunks);
    int mostChunks = LEAST_TAIL_CHUNKS + spareChunks / 2;
    return Math.min(limits.tailBytes(), (long) mostChunks * memory.chunkBytes());
  }

  /** Chunks of memory that a node needs at least: with them it holds a chunk of values. */
  public static int minimumChunks(int groups, int members, Limits limits, int chunkBytes) {
    // The log's, one of replies, two of the tail, one of values, and the headroom.
    return 4 + 1 + LEAST_TAIL_CHUNKS + 1 + headroomChunks(groups, members, limits, chunkBytes);
  }

  private static int headroomChunks(int groups, int members, Limits limits, int chunkBytes) {
    int otherLeaders = groups == 1 ? 0 : members - 1;
    int admittedChunks = otherLeaders * Math.ceilDiv(limits.pendingBytes(), chunkBytes);
    return groups + 2 * members + 4 + admittedChunks;
  }

  /** The group that holds a partition. */
  public int groupOf(int partition) {
    return 1 + partition % groups;
  }
}
