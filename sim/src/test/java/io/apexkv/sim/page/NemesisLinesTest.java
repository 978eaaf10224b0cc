package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.history.HistoryWriter;
import io.apexkv.sim.page.NemesisLines.Mark;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NemesisLinesTest {

  @Test
  void whatTheHistoryWriterWritesOfFaultsIsFound() throws Exception {
    StringWriter file = new StringWriter();
    try (HistoryWriter writer = new HistoryWriter(file)) {
      writer.nemesis("kill", "node 2, the leader", 5);
      writer.nemesis("start", "node 2", 9);
    }
    assertEquals(
        List.of(
            new Mark(1, "kill", "kill node 2, the leader"), new Mark(2, "start", "start node 2")),
        NemesisLines.in(file.toString().lines().toList()));
  }

  @Test
  void jepsensLogsAndMapsAreReadToo() {
    assertEquals(
        List.of(
            new Mark(1, "start-partition", "start-partition nil"),
            new Mark(3, "stop", "stop \"healed\"")),
        NemesisLines.in(
            List.of(
                "INFO  jepsen.util - :nemesis :info :start-partition nil",
                "INFO  jepsen.util - 0 :invoke :write 1",
                "{:process :nemesis, :type :info, :f :stop, :value \"healed\"}")));
  }

  @Test
  void aClientsLineIsNone() {
    String line = "{\"process\":0,\"type\":\"ok\",\"f\":\"read\",\"key\":\"nemesis\"}";
    assertEquals(List.of(), NemesisLines.in(List.of(line)));
  }
}
