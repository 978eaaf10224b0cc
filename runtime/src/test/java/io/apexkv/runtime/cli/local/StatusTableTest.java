package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.Role;
import io.apexkv.runtime.cli.text.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

  private static final NodeProbe.Answer REFUSED = new NodeProbe.Answer.Refused();

  @Test
  void aNodeThatIsDownIsARowLikeTheOthers() {
    List<String> lines = print(degraded(), false);
    assertEquals(
        "NODE  STATE    ADDRESS         ROLE           TERM  COMMIT  APPLIED  LOG                 "
            + "    DISK      UP          GETS  PUTS",
        lines.get(0));
    assertEquals(
        "   1  serving  127.0.0.1:7001  leader            4     100       99  .......... 0% of 8"
            + " GiB  O_DIRECT  1 min 15 s    10    20",
        lines.get(1));
    assertEquals("   3  down     127.0.0.1:7003", lines.get(3));
    assertTrue(lines.contains("to start what is down: ./apex up"), lines::toString);
    assertTrue(lines.get(5).startsWith("degraded: 2 of 3 nodes serving"), lines::toString);
  }

  @Test
  void thereAreNoEscapesWithoutColour() {
    assertFalse(String.join("\n", print(degraded(), false)).contains("\u001b"));
    assertTrue(String.join("\n", print(degraded(), true)).contains("\u001b[31mdown"));
  }

  @Test
  void severalGroupsHaveATableOfTheirOwn() {
    ClusterView view =
        new ClusterView(
            List.of(
                node(1, Role.LEADER, Role.FOLLOWER),
                node(2, Role.FOLLOWER, Role.LEADER),
                node(3, Role.FOLLOWER, Role.FOLLOWER)));
    List<String> lines = print(view, false);
    assertTrue(lines.get(1).contains("leads 1 of 2"), lines::toString);
    assertEquals(
        List.of(
            "GROUP  LEADER  TERM  COMMIT  NODE 1 APPLIED  NODE 2 APPLIED  NODE 3 APPLIED",
            "    1  node 1     4     100              99              99              99",
            "    2  node 2     4     100              99              99              99"),
        lines.subList(5, 8));
    assertTrue(lines.getLast().startsWith("healthy: 3 of 3 nodes serving"), lines::toString);
  }

  @Test
  void buffersAndAFullLogAreToldInWords() {
    ClusterDescription told =
        Descriptions.of(
            1,
            List.of(Descriptions.group(1, Role.LEADER, 1, 4)),
            "buffered writes and fdatasync (the file system refuses O_DIRECT)",
            8L << 30);
    List<String> lines = print(new ClusterView(List.of(view(1, told))), false);
    assertTrue(lines.get(1).contains("########## 100% of 8 GiB  buffered"), lines::toString);
    assertTrue(
        lines.contains(
            "node 1 writes with buffered writes and fdatasync (the file system refuses O_DIRECT)"),
        lines::toString);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("refuses writes at 8 GiB")), lines::toString);
  }

  @Test
  void aFullLogIsNotCalledHealthy() {
    ClusterView full =
        new ClusterView(
            List.of(
                view(1, leading(Role.LEADER, 8L << 30)),
                view(2, leading(Role.FOLLOWER, 9L << 30))));
    assertTrue(
        print(full, false).contains("serving reads only: the log is full; 2 of 2 nodes serving"));
    assertFalse(full.health().isHealthy());
    assertTrue(full.health().isWhole());
    assertTrue(StatusJson.of(full).startsWith("{\"health\":\"read-only\""));
    ClusterView half =
        new ClusterView(
            List.of(view(1, leading(Role.LEADER, 8L << 30)), view(2, leading(Role.FOLLOWER, 9))));
    assertTrue(half.health().isHealthy(), "another leader would have room");
  }

  @Test
  void lessThanOnePercentIsSaidSo() {
    List<String> little = print(new ClusterView(List.of(view(1, leading(Role.LEADER, 9)))), false);
    assertTrue(little.get(1).contains("#......... <1% of 8 GiB"), little::toString);
    long percent = (8L << 30) / 100 + 1;
    List<String> more =
        print(new ClusterView(List.of(view(1, leading(Role.LEADER, percent)))), false);
    assertTrue(more.get(1).contains(" 2% of 8 GiB"), more::toString);
  }

  private static ClusterDescription leading(Role role, long logBytes) {
    int node = role == Role.LEADER ? 1 : 2;
    return Descriptions.of(
        node, List.of(Descriptions.group(1, role, 1, 4)), "O_DIRECT and O_DSYNC", logBytes);
  }

  @Test
  void aForeignNodeIsNotTakenForOurs() {
    ClusterDescription other = Descriptions.of(1, List.of());
    NodeView view = new NodeView(1, "127.0.0.1:7001", null, new NodeProbe.Answer.Foreign(other));
    assertEquals(NodeView.Condition.FOREIGN, view.condition());
    String text = String.join("\n", print(new ClusterView(List.of(view)), false));
    assertTrue(text.contains("but node 1 of cluster 000000000000000000000000000000a9"), text);
  }

  @Test
  void jsonTellsTheSame() {
    String json = StatusJson.of(degraded());
    assertTrue(json.startsWith("{\"health\":\"degraded\",\"members\":3,\"serving\":2,"), json);
    assertTrue(
        json.contains("{\"node\":3,\"address\":\"127.0.0.1:7003\",\"state\":\"down\"}"), json);
    assertTrue(json.contains("\"role\":\"leader\",\"leader\":1,\"term\":4,\"commit\":100"), json);
  }

  private static ClusterView degraded() {
    return new ClusterView(
        List.of(
            view(1, Descriptions.of(1, List.of(Descriptions.group(1, Role.LEADER, 1, 4)))),
            view(2, Descriptions.of(2, List.of(Descriptions.group(1, Role.FOLLOWER, 1, 4)))),
            new NodeView(3, "127.0.0.1:7003", null, REFUSED)));
  }

  private static NodeView node(int node, Role first, Role second) {
    return view(
        node,
        Descriptions.of(
            node,
            List.of(Descriptions.group(1, first, 1, 4), Descriptions.group(2, second, 2, 4))));
  }

  private static NodeView view(int node, ClusterDescription told) {
    return new NodeView(
        node, "127.0.0.1:" + (7000 + node), null, new NodeProbe.Answer.Described(told));
  }

  private static List<String> print(ClusterView view, boolean colour) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    new StatusTable(view, true, new Screen(writer, writer, false, colour)).print();
    return out.toString().lines().toList();
  }
}
