package io.apexkv.sim.page;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.linearizability.Explanation;
import io.apexkv.sim.linearizability.Violation;
import java.util.Arrays;
import java.util.List;

/**
 * The operations of a page. If there are more than {@link #MOST}, those of the focus's key and
 * those nearest to the focus are kept; they get new numbers, in the same order.
 */
final class OperationRows {

  /** More make a page slow to load. */
  static final int MOST = 30_000;

  private final History history;
  private final Model model;

  /** By operation: its number on the page, -1 if it is not there. */
  private final int[] numbers;

  private final int kept;

  /** When and where operations happened. */
  interface Times {
    long invoked(int operation);

    /** When the client knew, -1 if never. */
    long returned(int operation);

    /** The node that answered or was asked, 0 if that is not known. */
    int node(int operation);
  }

  /**
   * @param focus the operation that the page is about, -1 for none
   */
  OperationRows(History history, Model model, int focus, @Nullable Violation violation) {
    this.history = history;
    this.model = model;
    numbers = new int[history.size()];
    Arrays.fill(numbers, -1);
    int count = 0;
    if (violation != null) {
      for (int operation : violation.prefixOrder()) {
        count += keep(operation);
      }
    }
    int middle = focus < 0 ? 0 : focus;
    for (int distance = 0; focus >= 0 && distance < numbers.length; distance++) {
      for (int each : new int[] {middle - distance, middle + distance}) {
        boolean exists = each >= 0 && each < numbers.length && count < MOST;
        count += exists && history.key(each) == history.key(focus) ? keep(each) : 0;
      }
    }
    for (int distance = 0; distance < numbers.length; distance++) {
      for (int each : new int[] {middle - distance, middle + distance}) {
        count += each >= 0 && each < numbers.length && count < MOST ? keep(each) : 0;
      }
    }
    kept = count;
    int next = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numbers[i] < 0 ? -1 : next++;
    }
  }

  private int keep(int operation) {
    boolean isNew = numbers[operation] < 0;
    numbers[operation] = 0;
    return isNew ? 1 : 0;
  }

  /** The number of an operation on the page; -1 of none, or if it is not there. */
  int number(int operation) {
    return operation < 0 ? -1 : numbers[operation];
  }

  @SuppressWarnings("EnumOrdinal") // the script has the same lists
  void write(JsonText json, Times times) {
    json.property("operationsInAll", history.size());
    json.property("operationsKept", kept);
    Explanation words = new Explanation(history, model, "");
    json.name("operations").begin('[');
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= 0) {
        json.begin('[').number(history.process(i)).number(history.key(i));
        json.number(history.action(i).ordinal()).number(history.outcome(i).ordinal());
        json.number(times.invoked(i)).number(times.returned(i)).number(times.node(i)).number(i);
        json.string(words.requestAndAnswer(i)).end(']');
      }
    }
    json.end(']');
  }

  /** Why a key is not linearizable: as the checker explains it, and the operations by number. */
  void write(JsonText json, @Nullable Violation violation, String positionWord) {
    if (violation == null) {
      return;
    }
    json.name("violation").begin('{');
    json.property("culprit", numbers[violation.culprit()]);
    numbers(json, "order", violation.prefixOrder());
    numbers(json, "neighbours", violation.neighbours());
    json.name("explanation").begin('[');
    Explanation words = new Explanation(history, model, positionWord);
    words.lines(violation).forEach(json::string);
    json.end(']').name("orderWords").begin('[');
    for (int operation : violation.prefixOrder()) {
      if (numbers[operation] >= 0) {
        json.string(words.requestAndAnswerBefore(operation, violation.culprit()));
      }
    }
    json.end(']').end('}');
  }

  private void numbers(JsonText json, String name, List<Integer> operations) {
    json.name(name).begin('[');
    for (int operation : operations) {
      if (numbers[operation] >= 0) {
        json.number(numbers[operation]);
      }
    }
    json.end(']');
  }
}
