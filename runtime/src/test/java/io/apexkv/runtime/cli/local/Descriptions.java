package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.GroupStatus;
import io.apexkv.client.core.ClusterDescription.Member;
import io.apexkv.client.core.ClusterDescription.Role;
import io.apexkv.client.core.ClusterDescription.State;
import io.apexkv.client.core.NodeMetrics;
import java.time.Duration;
import java.util.List;

/** What nodes of a cluster of three might say. */
final class Descriptions {

  private Descriptions() {}

  static ClusterDescription of(int node, List<GroupStatus> groups) {
    return of(node, groups, "O_DIRECT and O_DSYNC", 0);
  }

  static ClusterDescription of(int node, List<GroupStatus> groups, String diskMode, long logBytes) {
    return new ClusterDescription(
        State.SERVING,
        node,
        0,
        0xA9,
        1,
        Duration.ofSeconds(75).toNanos(),
        logBytes,
        8L << 30,
        new NodeMetrics(10, 20, 30, 40),
        diskMode,
        64,
        List.of(
            new Member(1, "127.0.0.1:7001"),
            new Member(2, "127.0.0.1:7002"),
            new Member(3, "127.0.0.1:7003")),
        groups);
  }

  static GroupStatus group(long group, Role role, int leader, long term) {
    return new GroupStatus(group, role, leader, term, 100, 99, 101);
  }
}
