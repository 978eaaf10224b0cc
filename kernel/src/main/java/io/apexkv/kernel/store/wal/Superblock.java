package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One copy of the superblock: whose directory this is, how often it was booted, which segments
 * exist, and the hard state (Raft, figure 2: currentTerm and votedFor) of every group. A pure
 * codec: bytes to values and back.
 *
 * @param sequence of this copy, from 1; it is in slot {@code sequence mod 2}
 * @param bootCounter how often a kernel has recovered from this directory
 * @param walLow id of the first segment of the log, 0 if there is none
 * @param walHigh id of the last segment of the log, 0 if there is none
 * @param durableSequence the last batch of the log known durable when this was written, 0 if none
 * @param voters node ids of the members, ascending; empty before the first boot
 * @param hardStates ascending by group; a group without a row has term 0 and no vote
 */
public record Superblock(
    long sequence,
    ClusterId cluster,
    long node,
    long bootCounter,
    int partitions,
    int groups,
    long walLow,
    long walHigh,
    long durableSequence,
    List<Long> voters,
    List<HardState> hardStates) {

  /** Term and vote of one group; {@code votedFor} is 0 for none. */
  public record HardState(long group, long term, long votedFor) {}

  /** The one superblock of a data directory. */
  public static final FileId FILE = new FileId(FileId.Kind.SUPERBLOCK, 0);

  /** Size of each of its two slots. */
  public static final int SLOT_BYTES = 65_536;

  /** Size of the file. */
  public static final int FILE_BYTES = 2 * SLOT_BYTES;

  static final int MAGIC = 0x41505853; // "APXS"
  static final int VERSION = 1;
  static final int HEADER_BYTES = 96;
  static final int ROW_BYTES = 24;

  public Superblock {
    voters = List.copyOf(voters);
    hardStates = List.copyOf(hardStates);
  }

  /**
   * What a new data directory begins with. Whoever formats one writes this copy and the same {@link
   * #withSequence with sequence} 2, so that both slots are intact.
   */
  public static Superblock formatted(ClusterId cluster, int node, int partitions, int groups) {
    return new Superblock(1, cluster, node, 0, partitions, groups, 0, 0, 0, List.of(), List.of());
  }

  /** The same content in the copy with another sequence. */
  public Superblock withSequence(long otherSequence) {
    return new Superblock(
        otherSequence,
        cluster,
        node,
        bootCounter,
        partitions,
        groups,
        walLow,
        walHigh,
        durableSequence,
        voters,
        hardStates);
  }

  /** The same with other hard states. */
  Superblock withHardStates(List<HardState> otherHardStates) {
    return new Superblock(
        sequence,
        cluster,
        node,
        bootCounter,
        partitions,
        groups,
        walLow,
        walHigh,
        durableSequence,
        voters,
        otherHardStates);
  }

  /** The same with another range of segments. */
  Superblock withSegments(long low, long high) {
    return new Superblock(
        sequence,
        cluster,
        node,
        bootCounter,
        partitions,
        groups,
        low,
        high,
        durableSequence,
        voters,
        hardStates);
  }

  /** The same, knowing that the log is durable up to a batch. */
  Superblock withDurableSequence(long otherDurableSequence) {
    return new Superblock(
        sequence,
        cluster,
        node,
        bootCounter,
        partitions,
        groups,
        walLow,
        walHigh,
        otherDurableSequence,
        voters,
        hardStates);
  }

  /** The same, booted once more, by a node that knows these voters. */
  Superblock booted(long newBootCounter, List<Long> newVoters) {
    return new Superblock(
        sequence,
        cluster,
        node,
        newBootCounter,
        partitions,
        groups,
        walLow,
        walHigh,
        durableSequence,
        newVoters,
        hardStates);
  }

  /** Where in the file the copy with this sequence stands. */
  public static long slotOffset(long sequence) {
    return (sequence & 1) * SLOT_BYTES;
  }

  /**
   * Writes the stamped sectors of this copy into a buffer with room for {@link #SLOT_BYTES}.
   *
   * @return how many bytes to write at {@link #slotOffset}, a multiple of 4,096
   */
  public int encode(ByteBuffer buffer, int offset) {
    int contentBytes = HEADER_BYTES + 8 * voters.size() + ROW_BYTES * hardStates.size();
    int bytes = Sectors.sectoredBytes(contentBytes);
    if (bytes > SLOT_BYTES) {
      throw new IllegalArgumentException("a superblock is at most a slot, but got " + bytes);
    }
    ByteBuffer payload = ByteBuffer.allocate(contentBytes);
    payload.putInt(MAGIC).putShort((short) VERSION).putShort((short) 0).putInt(contentBytes);
    payload.putInt(hardStates.size()).putLong(sequence);
    payload.putLong(cluster.high()).putLong(cluster.low()).putLong(node).putLong(bootCounter);
    payload
        .putInt(partitions)
        .putInt(groups)
        .putLong(walLow)
        .putLong(walHigh)
        .putLong(durableSequence);
    payload.putInt(voters.size()).putInt(0);
    for (long voter : voters) {
      payload.putLong(voter);
    }
    for (HardState row : hardStates) {
      payload.putLong(row.group()).putLong(row.term()).putLong(row.votedFor());
    }
    Sectors.spread(payload, 0, contentBytes, buffer, offset, 0);
    Sectors.pad(buffer, offset, bytes, contentBytes);
    Sectors.ofSuperblock().stamp(FILE, slotOffset(sequence), buffer, offset, bytes, sequence);
    return bytes;
  }

  /**
   * Reads the fixed part and the rows of contiguous payload; null if they contradict themselves.
   */
  static @Nullable Superblock decodePayload(ByteBuffer buffer, int offset, int contentBytes) {
    int rows = buffer.getInt(offset + 12);
    int voterCount = buffer.getInt(offset + 88);
    long clusterHigh = buffer.getLong(offset + 24);
    long clusterLow = buffer.getLong(offset + 32);
    int groups = buffer.getInt(offset + 60);
    boolean adds =
        rows >= 0
            && rows <= groups
            && voterCount >= 0
            && voterCount <= SLOT_BYTES
            && contentBytes == HEADER_BYTES + 8 * voterCount + ROW_BYTES * rows;
    if (!adds || (clusterHigh == 0 && clusterLow == 0)) {
      return null;
    }
    List<Long> voters = new ArrayList<>();
    for (int i = 0; i < voterCount; i++) {
      voters.add(buffer.getLong(offset + HEADER_BYTES + 8 * i));
    }
    List<HardState> hardStates = new ArrayList<>();
    long previousGroup = 0;
    for (int i = 0; i < rows; i++) {
      int row = offset + HEADER_BYTES + 8 * voterCount + ROW_BYTES * i;
      long group = buffer.getLong(row);
      if (group <= previousGroup || group > groups) {
        return null;
      }
      previousGroup = group;
      hardStates.add(new HardState(group, buffer.getLong(row + 8), buffer.getLong(row + 16)));
    }
    return new Superblock(
        buffer.getLong(offset + 16),
        new ClusterId(clusterHigh, clusterLow),
        buffer.getLong(offset + 40),
        buffer.getLong(offset + 48),
        buffer.getInt(offset + 56),
        groups,
        buffer.getLong(offset + 64),
        buffer.getLong(offset + 72),
        buffer.getLong(offset + 80),
        voters,
        hardStates);
  }
}
