package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.NodeMetrics;
import io.apexkv.runtime.cli.text.Table;
import io.apexkv.runtime.cli.text.Table.Cell;
import java.util.List;

/** What each node has counted since it started. */
public final class MetricsTable {

  private MetricsTable() {}

  /** A row for each node; a node that does not answer has dashes. */
  public static Table of(ClusterView view) {
    Table table = new Table().right("NODE").left("ADDRESS").right("GETS").right("PUTS");
    table.right("P99 GET US").right("P99 PUT US");
    for (NodeView node : view.nodes()) {
      ClusterDescription told = node.description();
      Cell number = Cell.of(node.node());
      Cell address = Cell.of(node.address());
      if (told == null) {
        Cell unknown = Cell.of("-");
        table.row(List.of(number, address, unknown, unknown, unknown, unknown));
      } else {
        NodeMetrics metrics = told.metrics();
        table.row(
            List.of(
                number,
                address,
                Cell.of(metrics.gets()),
                Cell.of(metrics.puts()),
                Cell.of(metrics.p99GetMicros()),
                Cell.of(metrics.p99PutMicros())));
      }
    }
    return table;
  }
}
