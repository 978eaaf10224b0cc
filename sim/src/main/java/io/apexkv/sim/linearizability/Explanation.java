package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Violation} in words, for people: as things stood when the culprit returned. What had not
 * returned by then is told without its answer, which nobody knew; the culprit itself may be such a
 * one, where others saw its effect before its return.
 */
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
            + describe(culprit, History.NEVER)
            + " can't be placed");
    addPrefix(violation, lines);
    if (violation.neighbours().isEmpty()) {
      lines.add("nothing else was under way");
    } else {
      lines.add("under way at the same time:");
      addShown(violation.neighbours(), history.returnedAt(culprit), lines);
    }
    return lines;
  }

  private void addPrefix(Violation violation, List<String> lines) {
    List<Integer> order = violation.prefixOrder();
    int horizon = history.returnedAt(violation.culprit());
    String before = " before " + position(horizon);
    if (order.isEmpty()) {
      lines.add(
          "nothing that returned"
              + before
              + " did anything; the key holds "
              + value(order, horizon));
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
            + value(order, horizon)
            + ":");
    addShown(order.subList(from, order.size()), horizon, lines);
  }

  private void addShown(List<Integer> operations, int horizon, List<String> lines) {
    int shown = Math.min(operations.size(), SHOWN_OPERATIONS);
    for (int operation : operations.subList(0, shown)) {
      lines.add("  " + describe(operation, horizon));
    }
    if (shown < operations.size()) {
      lines.add("  and " + (operations.size() - shown) + " more");
    }
  }

  /** One operation: what it asked, and what came back in the end. */
  public String requestAndAnswer(int operation) {
    return request(operation) + answer(operation);
  }

  /**
   * One operation as it was known when another one returned: what it asked, and what had come back.
   *
   * @param culprit the other one, which counts as not returned itself
   */
  public String requestAndAnswerBefore(int operation, int culprit) {
    if (history.returnedAt(operation) == History.NEVER) {
      return request(operation) + ", outcome unknown";
    }
    return isOpen(operation, history.returnedAt(culprit))
        ? request(operation) + ", not answered yet"
        : requestAndAnswer(operation);
  }

  private boolean isOpen(int operation, int horizon) {
    return history.returnedAt(operation) >= horizon;
  }

  /** What it asked, what had come back before a position, who asked, and where it stands. */
  private String describe(int operation, int horizon) {
    boolean never = history.returnedAt(operation) == History.NEVER;
    boolean open = isOpen(operation, horizon);
    String from = "from " + position(history.invokedAt(operation));
    String span =
        never
            ? from + ", outcome unknown"
            : open
                ? from + ", not answered yet"
                : positionWord
                    + "s "
                    + history.invokedAt(operation)
                    + " to "
                    + history.returnedAt(operation);
    return (open ? request(operation) : requestAndAnswer(operation))
        + " (process "
        + history.process(operation)
        + ", "
        + span
        + ")";
  }

  /** What an operation asked: {@code write 5}. */
  public String request(int operation) {
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

  /**
   * What the key holds after all of {@code order}. What had not returned at the horizon is in there
   * because of what it does, whatever it was told later.
   */
  private String value(List<Integer> order, int horizon) {
    String name = model == Model.KV ? ByteString.EMPTY.toString() : "nil";
    ByteString content = ByteString.EMPTY;
    for (int operation : order) {
      boolean refused =
          !isOpen(operation, horizon) && history.observation(operation) == Observation.NO;
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
        case DELETE -> {
          content = ByteString.EMPTY;
          name = "nil";
        }
        case CAS -> {
          if (!refused) {
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
