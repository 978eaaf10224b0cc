package io.apexkv.sim.history;

import io.apexkv.sim.history.HistoryEvent.Payload;
import io.apexkv.sim.history.HistoryEvent.Phase;
import java.util.regex.Pattern;

/** What Jepsen's words mean, shared by the two formats that use them. */
final class ClojureEvents {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

  private ClojureEvents() {}

  /**
   * An event in Jepsen's words. A cas that failed is an answer, "the register did not hold the
   * expected value", unless an error stands beside it: then it was not applied, and nothing was
   * learned. A failure whose value is a word ({@code :timed-out}) is an outcome that nobody knows.
   */
  static HistoryEvent event(
      int process, Edn type, Edn function, ByteString key, Edn value, boolean hasError)
      throws MalformedLineException {
    Phase kind = Phase.of(keyword(type, ":invoke, :ok, :fail or :info"));
    String word = keyword(function, ":read, :write, :cas, :get, :put or :append");
    Action action = HistoryEvent.action(word);
    Payload payload = payload(value);
    Observation observation = Observation.UNSAID;
    if (kind == Phase.FAIL && payload instanceof Payload.Unknown) {
      kind = Phase.INFO;
    } else if (action == Action.CAS && kind == Phase.OK) {
      observation = Observation.YES;
    } else if (action == Action.CAS && kind == Phase.FAIL && !hasError) {
      kind = Phase.OK;
      observation = Observation.NO;
    }
    return new HistoryEvent(process, kind, word, action, key, payload, observation);
  }

  /** The number of a process. */
  static int process(Edn form) throws MalformedLineException {
    if (form instanceof Edn.Atom(String text) && INTEGER.matcher(text).matches()) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new MalformedLineException("process " + text, "a number below 2^31");
      }
    }
    throw new MalformedLineException(show(form), "the number of a process");
  }

  /** The bytes of a key or value: of a string, or of the digits of a number. */
  static ByteString bytes(Edn form) throws MalformedLineException {
    if (form instanceof Edn.Atom(String text) && INTEGER.matcher(text).matches()) {
      return ByteString.of(text);
    }
    if (form instanceof Edn.Text(String text)) {
      try {
        return ByteString.of(text);
      } catch (IllegalArgumentException e) {
        throw new MalformedLineException(e.getMessage() + "", "whole characters");
      }
    }
    throw new MalformedLineException(show(form), "an integer or a string");
  }

  private static Payload payload(Edn form) throws MalformedLineException {
    return switch (form) {
      case Edn.Missing() -> new Payload.Missing();
      case Edn.Nil() -> new Payload.Absent();
      case Edn.Keyword(String word) -> new Payload.Unknown(word);
      case Edn.Vector vector when vector.items().size() == 2 ->
          new Payload.Pair(single(vector.items().get(0)), single(vector.items().get(1)));
      default -> new Payload.Value(bytes(form));
    };
  }

  private static Payload single(Edn form) throws MalformedLineException {
    return form instanceof Edn.Nil ? new Payload.Absent() : new Payload.Value(bytes(form));
  }

  private static String keyword(Edn form, String expected) throws MalformedLineException {
    if (form instanceof Edn.Keyword(String word)) {
      return word;
    }
    throw new MalformedLineException(show(form), expected);
  }

  private static String show(Edn form) {
    return switch (form) {
      case Edn.Missing() -> "nothing";
      case Edn.Nil() -> "nil";
      case Edn.Keyword(String word) -> "':" + word + "'";
      case Edn.Text(String text) -> '"' + text + '"';
      case Edn.Atom(String text) -> "'" + text + "'";
      case Edn.Vector(var items) -> "a vector of " + items.size();
      case Edn.Map map -> "a map";
      case Edn.Other other -> "a list or set";
    };
  }
}
