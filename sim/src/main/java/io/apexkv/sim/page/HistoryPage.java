package io.apexkv.sim.page;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.RecordedHistory;
import io.apexkv.sim.linearizability.CheckResult;
import io.apexkv.sim.linearizability.Violation;
import java.util.List;
import java.util.TreeMap;

/**
 * The data of a recorded history's page, as JSON. Times are the numbers of lines: their order is
 * all that counts, and all that every format has.
 */
public final class HistoryPage {

  private final History history;
  private final RecordedHistory recorded;
  private final CheckResult result;
  private final JsonText json = new JsonText();

  private final List<NemesisLines.Mark> marks;

  private HistoryPage(RecordedHistory recorded, CheckResult result, List<NemesisLines.Mark> marks) {
    this.marks = marks;
    this.recorded = recorded;
    this.history = recorded.history();
    this.result = result;
  }

  /**
   * The data of a page.
   *
   * @param title the name of the file
   * @param replay the command that checks it again
   * @param marks what was done to the cluster meanwhile
   */
  public static String data(
      String title,
      String replay,
      RecordedHistory recorded,
      CheckResult result,
      List<NemesisLines.Mark> marks) {
    return new HistoryPage(recorded, result, marks).write(title, replay);
  }

  private String write(String title, String replay) {
    Violation violation = result.violation().orElse(null);
    int culprit = violation == null ? Focus.NO_OPERATION : violation.culprit();
    json.begin('{').property("kind", "history").property("title", title);
    json.property("note", "").property("replay", replay);
    verdict();
    json.property("end", end());
    json.property("nodes", 0).property("groups", 0);
    json.name("faults").begin('[');
    for (NemesisLines.Mark mark : marks) {
      json.begin('[').number(mark.line()).number(mark.line()).string(mark.kind());
      json.number(0).number(0).string(mark.text()).end(']');
    }
    json.end(']');
    OperationRows operations = new OperationRows(history, recorded.model(), culprit, violation);
    focus(operations, violation);
    names();
    operations.write(json, new Lines());
    operations.write(json, violation, "line");
    return json.end('}').toString();
  }

  private void verdict() {
    switch (result.verdict()) {
      case LINEARIZABLE -> json.property("verdict", "passed");
      case UNKNOWN -> json.property("verdict", "unknown");
      case NOT_LINEARIZABLE -> {
        StringBuilder keys = new StringBuilder();
        for (int key : result.brokenKeys()) {
          keys.append(keys.isEmpty() ? "" : ", ").append(name(key));
        }
        boolean one = result.brokenKeys().size() == 1;
        json.property("verdict", "failed").property("check", "linearizable");
        json.property(
            "message",
            (one ? "key " : "keys ") + keys + (one ? " is" : " are") + " not linearizable");
      }
    }
  }

  private String name(int key) {
    return history.keys().bytes(key).length() == 0 ? "(the register)" : history.keyName(key);
  }

  private long end() {
    long end = 1;
    for (int i = 0; i < history.size(); i++) {
      boolean returns = history.returnedAt(i) != History.NEVER;
      end = Math.max(end, returns ? history.returnedAt(i) : history.invokedAt(i));
    }
    return end + 1;
  }

  /** Positions of the history are lines of the file. */
  private final class Lines implements OperationRows.Times {
    @Override
    public long invoked(int operation) {
      return history.invokedAt(operation);
    }

    @Override
    public long returned(int operation) {
      int line = history.returnedAt(operation);
      return line == History.NEVER ? -1 : line;
    }

    @Override
    public int node(int operation) {
      return 0;
    }
  }

  private void focus(OperationRows operations, @Nullable Violation violation) {
    json.name("focus").begin('{').property("group", 0);
    if (violation == null) {
      json.property("at", 0).property("operation", -1).property("key", -1);
      json.property("overwriting", -1);
      json.name("view").row(0, end());
    } else {
      int culprit = violation.culprit();
      long at = history.returnedAt(culprit);
      json.property("at", at).property("operation", operations.number(culprit));
      json.property("key", violation.key());
      int overwriting = StaleRead.of(history, culprit).map(StaleRead::overwriting).orElse(-1);
      json.property("overwriting", operations.number(overwriting));
      json.name("view").row(beginOfView(violation), at + (at - beginOfView(violation)) / 8 + 2);
    }
    json.end('}');
  }

  /** So far back that the last operations of the prefix are seen. */
  private long beginOfView(Violation violation) {
    int culprit = violation.culprit();
    long from = history.invokedAt(culprit);
    int size = violation.prefixOrder().size();
    for (int i = Math.max(0, size - 4); i < size; i++) {
      from = Math.min(from, history.invokedAt(violation.prefixOrder().get(i)));
    }
    long most = 2000L;
    return Math.max(0, Math.max(from, history.returnedAt(culprit) - most) - 2);
  }

  private void names() {
    json.name("keyGroups").begin('[').end(']').name("keys").begin('[');
    for (int key = 0; key < history.keyCount(); key++) {
      json.string(name(key));
    }
    json.end(']');
    TreeMap<Integer, String> processes = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      processes.computeIfAbsent(history.process(i), process -> "process " + process);
    }
    json.name("processes").begin('{');
    processes.forEach((process, name) -> json.property(Integer.toString(process), name));
    json.end('}');
  }
}
