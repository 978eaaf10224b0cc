package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.linearizability.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationRowsTest {

  /** Twice as many as a page keeps; every tenth is on key 1, the others on key 0. */
  private static HistoryBuilder history() {
    HistoryBuilder history = new HistoryBuilder();
    for (int i = 0; i < 2 * OperationRows.MOST; i++) {
      history.ok(history.invokeWrite(0, i % 10 == 0 ? 1 : 0, i));
    }
    return history;
  }

  @Test
  void ofTooManyOperationsThePrefixTheKeyAndTheNearestAreKept() {
    int focus = 40_000;
    Violation violation = new Violation(1, focus, List.of(1, 10), List.of());
    OperationRows rows = new OperationRows(history().build(), Model.REGISTER, focus, violation);
    assertEquals(0, rows.number(0), "the key's are there, as far as there is room");
    assertEquals(1, rows.number(1), "the prefix is there, however far away");
    assertEquals(-1, rows.number(2));
    assertEquals(2, rows.number(10));
    for (int near = focus - 1_000; near < focus + 1_000; near++) {
      assertEquals(rows.number(focus) + near - focus, rows.number(near), "near " + near);
    }
    JsonText json = new JsonText().begin('{');
    rows.write(json, new Positions());
    rows.write(json, violation, "event");
    Map<String, Object> data = Json.object(Json.read(json.end('}').toString()));
    assertEquals(OperationRows.MOST, Json.list(data.get("operations")).size());
    assertEquals((long) OperationRows.MOST, data.get("operationsKept"));
    assertEquals(2L * OperationRows.MOST, data.get("operationsInAll"));
    Map<String, Object> written = Json.object(data.get("violation"));
    assertEquals(List.of(1L, 2L), written.get("order"), "numbers of the page");
  }

  @Test
  void withoutAFocusTheFirstAreKept() {
    OperationRows rows = new OperationRows(history().build(), Model.REGISTER, -1, null);
    assertEquals(OperationRows.MOST - 1, rows.number(OperationRows.MOST - 1));
    assertEquals(-1, rows.number(OperationRows.MOST));
    assertEquals(-1, rows.number(-1));
  }

  @Test
  void theOrderIsToldAsItWasKnownWhenTheCulpritReturned() {
    HistoryBuilder history = new HistoryBuilder();
    int swap = history.invokeCas(0, 0, 1, 2);
    int culprit = history.invokeRead(1, 0);
    history.okRead(culprit, 1);
    history.okCas(swap, true);
    Violation violation = new Violation(0, culprit, List.of(swap), List.of());
    OperationRows rows = new OperationRows(history.build(), Model.REGISTER, culprit, violation);
    JsonText json = new JsonText().begin('{');
    rows.write(json, violation, "event");
    Map<String, Object> data = Json.object(Json.read(json.end('}').toString()));
    assertEquals(
        List.of("cas 1 -> 2, not answered yet"),
        Json.object(data.get("violation")).get("orderWords"));
  }

  private record Positions() implements OperationRows.Times {
    @Override
    public long invoked(int operation) {
      return operation;
    }

    @Override
    public long returned(int operation) {
      return operation + 1L;
    }

    @Override
    public int node(int operation) {
      return 0;
    }
  }
}
