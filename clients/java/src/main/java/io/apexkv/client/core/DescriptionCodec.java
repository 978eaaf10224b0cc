package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Decodes the payload of DESCRIPTION: see {@code docs/wire-protocol.md}. */
public final class DescriptionCodec {

  private static final int VERSION = 1;
  private static final int LONGEST_TEXT_BYTES = 1024;
  private static final int SMALLEST_MEMBER_BYTES = 8;
  private static final int GROUP_BYTES = 48;

  private static final ClusterDescription.State[] STATES = ClusterDescription.State.values();
  private static final ClusterDescription.Role[] ROLES = ClusterDescription.Role.values();

  private final ByteBuffer buffer;
  private final int end;
  private int position;

  /** Once false, what is read is of no use; checked once, at the end. */
  private boolean sound = true;

  private DescriptionCodec(ByteBuffer buffer, int offset, int length) {
    this.buffer = buffer;
    this.position = offset;
    this.end = offset + length;
  }

  /**
   * Decodes a payload that fills the range exactly.
   *
   * @return null if it is not a description of version 1
   */
  public static @Nullable ClusterDescription decode(ByteBuffer buffer, int offset, int length) {
    return new DescriptionCodec(buffer, offset, length).decode();
  }

  private @Nullable ClusterDescription decode() {
    long head = u64();
    sound &= head >>> 48 == VERSION;
    int state = (int) (head >>> 40) & 0xFF;
    sound &= state < STATES.length;
    int node = (int) head;
    long clusterHigh = u64();
    long clusterLow = u64();
    long bootCounter = u64();
    long upNanos = u64();
    long logBytes = u64();
    long logBudgetBytes = u64();
    NodeMetrics metrics = new NodeMetrics(u64(), u64(), u64(), u64());
    String diskMode = text();
    int partitions = u32();
    List<ClusterDescription.Member> members = members();
    List<ClusterDescription.GroupStatus> groups = groups();
    if (!sound || position != end || partitions < 1 || members.isEmpty() || groups.isEmpty()) {
      return null;
    }
    return new ClusterDescription(
        STATES[state],
        node,
        clusterHigh,
        clusterLow,
        bootCounter,
        upNanos,
        logBytes,
        logBudgetBytes,
        metrics,
        diskMode,
        partitions,
        members,
        groups);
  }

  private List<ClusterDescription.Member> members() {
    int count = count(SMALLEST_MEMBER_BYTES);
    List<ClusterDescription.Member> members = new ArrayList<>(count);
    for (int i = 0; i < count && sound; i++) {
      int node = u32();
      String address = text();
      sound &= Address.problem(address) == null;
      members.add(new ClusterDescription.Member(node, address));
    }
    return members;
  }

  private List<ClusterDescription.GroupStatus> groups() {
    int count = count(GROUP_BYTES);
    List<ClusterDescription.GroupStatus> groups = new ArrayList<>(count);
    for (int i = 0; i < count && sound; i++) {
      long group = u64();
      int role = u32() >>> 24;
      int leader = u32();
      sound &= role < ROLES.length;
      groups.add(
          new ClusterDescription.GroupStatus(
              group, sound ? ROLES[role] : ROLES[0], leader, u64(), u64(), u64(), u64()));
    }
    return groups;
  }

  /** A count of rows, checked against the bytes that are left before memory is set aside. */
  private int count(int smallestRowBytes) {
    int count = u32();
    sound &= count >= 0 && count <= (end - position) / smallestRowBytes;
    return sound ? count : 0;
  }

  private boolean take(int bytes) {
    sound &= bytes <= end - position;
    if (sound) {
      position += bytes;
    }
    return sound;
  }

  private int u32() {
    return take(4) ? buffer.getInt(position - 4) : 0;
  }

  private long u64() {
    return take(8) ? buffer.getLong(position - 8) : 0;
  }

  private String text() {
    int length = u32();
    sound &= length >= 0 && length <= LONGEST_TEXT_BYTES;
    return take(length) ? Text.ascii(buffer, position - length, length) : "";
  }
}
