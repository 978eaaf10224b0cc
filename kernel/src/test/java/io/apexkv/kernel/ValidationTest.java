package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a kernel is made from is refused with what was found and what was expected. */
final class ValidationTest {

  private static final List<Member> MEMBERS =
      List.of(new Member(1, "a:1"), new Member(2, "b:2"), new Member(5, "c:3"));
  private static final Limits LIMITS = MiniCluster.smallLimits();
  private static final ClusterId CLUSTER = new ClusterId(1, 2);

  private record Chunks(int chunkBytes) implements Memory {
    @Override
    public int available() {
      return 1000;
    }

    @Override
    public @Nullable ByteBuffer take() {
      return null;
    }

    @Override
    public void give(ByteBuffer chunk) {}
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  private static Config config(
      int node, List<Member> members, int partitions, int groups, Limits limits, int chunkBytes) {
    return new Config(
        CLUSTER,
        node,
        members,
        partitions,
        groups,
        Timing.DEFAULT,
        limits,
        new Chunks(chunkBytes),
        "model");
  }

  @Test
  void aNodeIsOneOfItsMembers() {
    assertEquals(5, config(5, MEMBERS, 16, 4, LIMITS, 1 << 16).node());
    assertRefused(
        "node 3 is not one of the members " + MEMBERS,
        () -> config(3, MEMBERS, 16, 4, LIMITS, 1 << 16));
    assertRefused(
        "node 1 is not one of the members []", () -> config(1, List.of(), 16, 4, LIMITS, 1 << 16));
  }

  @Test
  void membersAscendAndAreAtMostNine() {
    List<Member> twice = List.of(MEMBERS.get(0), MEMBERS.get(0));
    assertRefused(
        "members come in ascending order of node id, each once, but got " + twice,
        () -> config(1, twice, 16, 4, LIMITS, 1 << 16));
    List<Member> falling = List.of(MEMBERS.get(1), MEMBERS.get(0));
    assertRefused(
        "members come in ascending order of node id, each once, but got " + falling,
        () -> config(1, falling, 16, 4, LIMITS, 1 << 16));
    List<Member> ten = new ArrayList<>();
    for (int node = 1; node <= 10; node++) {
      ten.add(new Member(node, "h:" + node));
    }
    assertEquals(9, config(1, ten.subList(0, 9), 16, 4, LIMITS, 1 << 16).members().size());
    assertRefused("at most 9 members, but got 10", () -> config(1, ten, 16, 4, LIMITS, 1 << 16));
  }

  @Test
  void groupsAreNoMoreThanPartitions() {
    config(1, MEMBERS, 16, 16, LIMITS, 1 << 18);
    for (int[] wrong : new int[][] {{16, 17}, {16, 0}, {0, 1}, {2000, 1025}}) {
      assertRefused(
          "1 to 1024 groups and no fewer partitions, but got " + wrong[1] + " and " + wrong[0],
          () -> config(1, MEMBERS, wrong[0], wrong[1], LIMITS, 1 << 18));
    }
  }

  @Test
  void partitionsAreDealtRoundTheGroups() {
    Config config = config(1, MEMBERS, 16, 3, LIMITS, 1 << 16);
    assertEquals(1, config.groupOf(0));
    assertEquals(3, config.groupOf(2));
    assertEquals(1, config.groupOf(3));
    assertEquals(1, config.groupOf(15));
  }

  @Test
  void aChunkAndASegmentHoldTheLargestBatch() {
    int largest = Config.largestBatchBytes(LIMITS, 4);
    assertEquals(0, largest % 4096);
    assertRefused(
        "a chunk of memory and a log segment hold the largest log batch ("
            + largest
            + " bytes), but have 32768 and 262144",
        () -> config(1, MEMBERS, 16, 4, LIMITS, 1 << 15));
  }

  @Test
  void aChunkHoldsAnAppendBesideTheLargestClientFrame() {
    int largest = 2 * 1024 + 4096 + 4096;
    config(1, MEMBERS, 16, 4, appending((1 << 16) - largest), 1 << 16);
    assertRefused(
        "a chunk of memory holds the entries of an append and the largest client frame (65537"
            + " bytes), but has 65536",
        () -> config(1, MEMBERS, 16, 4, appending((1 << 16) - largest + 1), 1 << 16));
  }

  private static Limits appending(int appendBytes) {
    return new Limits(
        1 << 10, 256 << 10, 8 << 20, 1 << 20, appendBytes, 1 << 17, 1 << 20, 1 << 18, 16, 1, 1);
  }

  @Test
  void everyLimitIsBounded() {
    long[] usual = {1024, 65536, 131072, 1, 1, 1, 1, 1, 1, 1, 1};
    limits(usual, 0, 1024);
    assertLimit("values are 0 to 1 MiB", usual, 0, -1);
    assertLimit("values are 0 to 1 MiB", usual, 0, (1 << 20) + 1);
    assertLimit("a segment is a positive multiple of 4,096 bytes, but got 65537", usual, 1, 65537);
    assertLimit("a segment is a positive multiple of 4,096 bytes, but got 0", usual, 1, 0);
    assertLimit(
        "the log budget covers two segments (131072 bytes), but got 131071", usual, 2, 131071);
    assertLimit("log bounds", usual, 3, 0);
    assertLimit("log bounds", usual, 4, 0);
    assertLimit("log bounds", usual, 4, 2);
    assertLimit("requests' bounds are positive", usual, 6, 0);
    assertLimit("requests' bounds are positive", usual, 7, 0);
    assertLimit("a window is 1 to 65,536 commands", usual, 8, 0);
    assertLimit("a window is 1 to 65,536 commands", usual, 8, 65537);
    assertLimit("sessions' bounds are positive", usual, 9, 0);
    assertLimit("sessions' bounds are positive", usual, 10, 0);
  }

  private static void assertLimit(String message, long[] usual, int place, long wrong) {
    assertRefused(message, () -> limits(usual, place, wrong));
  }

  private static Limits limits(long[] usual, int place, long value) {
    long[] all = usual.clone();
    all[place] = value;
    return new Limits(
        (int) all[0],
        (int) all[1],
        all[2],
        all[3],
        (int) all[4],
        (int) all[5],
        (int) all[6],
        (int) all[7],
        (int) all[8],
        (int) all[9],
        all[10]);
  }

  @Test
  void heartbeatsComeAtLeastThreeTimesAnElectionTimeout() {
    new Timing(90, 30);
    assertRefused(
        "heartbeats come at least three times an election timeout, but got 30 ns and 89 ns",
        () -> new Timing(89, 30));
    assertRefused(
        "heartbeats come at least three times an election timeout, but got 0 ns and 90 ns",
        () -> new Timing(90, 0));
  }

  @Test
  void aNodeIdHasSixteenBits() {
    new Member(0xFFFF, "");
    assertRefused("a node id is 1 to 65535, but got 0", () -> new Member(0, "h:1"));
    assertRefused("a node id is 1 to 65535, but got 65536", () -> new Member(65536, "h:1"));
  }

  @Test
  void aClusterIdIsOneHundredAndTwentyEightBits() {
    String text = "0123456789abcdeffedcba9876543210";
    ClusterId id = ClusterId.parse(text);
    assertEquals(new ClusterId(0x0123456789abcdefL, 0xfedcba9876543210L), id);
    assertEquals(text, id.toString());
    assertEquals(id, ClusterId.parse("01234567-89AB-CDEF-FEDC-BA9876543210"));
    assertEquals(new ClusterId(0, 0xA9), ClusterId.parse("a9"));
    assertEquals("000000000000000000000000000000a9", ClusterId.parse("a9").toString());
    assertEquals(new ClusterId(1, 0), ClusterId.parse("10000000000000000"));
    assertRefused("a cluster id is not zero", () -> ClusterId.parse("00"));
    for (String wrong : new String[] {"", "-", "xyz", text + "0", "+1", " 1", "1 ", "\u0661"}) {
      assertRefused(
          "a cluster id is 1 to 32 hexadecimal digits, but got '" + wrong + "'",
          () -> ClusterId.parse(wrong));
    }
  }
}
