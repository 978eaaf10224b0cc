package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/** A {@link Violation} in words, for people. */
public final class Explanation {
  private static final int SHOWN_OPERATIONS = 6;
  private static final int SHOWN_CHARS = 60;

  private final History history;
  private final Model model;
  private final String positionWord;

  /**
   * @param positionWord what a position in this history is: {@code line} or {@code event}
   */
  public Explanation(History history, Model model, String positionWord) {
    this.history = history;
    this.model = model;
    this.positionWord = positionWord;
  }

  /** A few lines that say which return can't be explained, by what, and what was concurrent. */
  public List<String> lines(Violation violation) {
    List<String> lines = new ArrayList<>();
    int culprit = violation.culprit();
    ByteString key = history.keys().bytes(violation.key());
    lines.add(
        (key.length() == 0 ? "" : "key " + shorten(key.toString()) + ": ")
            + describe(culprit)
            + " can't be placed");
    addPrefix(violation, lines);
    if (violation.neighbours().isEmpty()) {
      lines.add("nothing else was under way");
    } else {
      lines.add("under way at the same time:");
      addShown(violation.neighbours(), lines);
    }
    return lines;
  }

  private void addPrefix(Violation violation, List<String> lines) {
    List<Integer> order = violation.prefixOrder();
    String before = " before " + position(history.returnedAt(violation.culprit()));
    if (order.isEmpty()) {
      lines.add("nothing that returned" + before + " did anything; the key holds " + value(order));
      return;
    }
    int from = Math.max(0, order.size() - SHOWN_OPERATIONS);
    lines.add(
        "all that returned"
            + before
            + " fits in this order ("
            + (from == 0 ? "" : "the last " + SHOWN_OPERATIONS + " of ")
            + order.size()
            + "), which leaves "
            + value(order)
            + ":");
    addShown(order.subList(from, order.size()), lines);
  }

  private void addShown(List<Integer> operations, List<String> lines) {
    int shown = Math.min(operations.size(), SHOWN_OPERATIONS);
    for (int operation : operations.subList(0, shown)) {
      lines.add("  " + describe(operation));
    }
    if (shown < operations.size()) {
      lines.add("  and " + (operations.size() - shown) + " more");
    }
  }

  /** One operation: what it asked, and what came back. */
  public String requestAndAnswer(int operation) {
    return request(operation) + answer(operation);
  }

  /** The same, with who asked, and where it stands. */
  private String describe(int operation) {
    String span =
        history.returnedAt(operation) == History.NEVER
            ? "from " + position(history.invokedAt(operation)) + ", outcome unknown"
            : positionWord
                + "s "
                + history.invokedAt(operation)
                + " to "
                + history.returnedAt(operation);
    return requestAndAnswer(operation)
        + " (process "
        + history.process(operation)
        + ", "
        + span
        + ")";
  }

  private String request(int operation) {
    String word = history.action(operation).word();
    return switch (history.action(operation)) {
      case READ, DELETE -> word;
      case WRITE, APPEND -> word + " " + name(history.value(operation));
      case CAS ->
          word
              + " "
              + name(history.value(operation))
              + " -> "
              + name(history.replacement(operation));
    };
  }

  private String answer(int operation) {
    if (history.outcome(operation) != Outcome.OK) {
      return "";
    }
    boolean yes = history.observation(operation) == Observation.YES;
    return switch (history.action(operation)) {
      case READ -> " of " + name(history.value(operation));
      case CAS -> yes ? ", swapped" : ", refused";
      case DELETE ->
          history.observation(operation) == Observation.UNSAID
              ? ""
              : yes ? ", found" : ", not found";
      case WRITE, APPEND -> "";
    };
  }

  private String name(long value) {
    return shorten(history.valueName(value));
  }

  private String position(int position) {
    return positionWord + " " + position;
  }

  /** What the key holds after all of {@code order}. */
  private String value(List<Integer> order) {
    String name = model == Model.KV ? ByteString.EMPTY.toString() : "nil";
    ByteString content = ByteString.EMPTY;
    for (int operation : order) {
      switch (history.action(operation)) {
        case READ -> {}
        case WRITE -> {
          content = history.values().bytes(history.value(operation));
          name = content.toString();
        }
        case APPEND -> {
          content = content.concat(history.values().bytes(history.value(operation)));
          name = content.toString();
        }
        case DELETE -> name = "nil";
        case CAS -> {
          if (history.observation(operation) != Observation.NO) {
            name = history.valueName(history.replacement(operation));
          }
        }
      }
    }
    return shorten(name);
  }

  private static String shorten(String text) {
    int half = SHOWN_CHARS / 2;
    return text.length() <= SHOWN_CHARS
        ? text
        : text.substring(0, half) + "..." + text.substring(text.length() - half);
  }
}
