package io.apexkv.sim.history;

/**
 * One event as a line tells it, before it is paired with its other half.
 *
 * @param process who
 * @param phase begin or end
 * @param function the word for the action in this format
 * @param action what that word means
 * @param key on which key; empty in formats of a single register
 * @param payload what follows: the argument, or the answer
 * @param observation the yes or no of a conditional operation, where the line says it
 */
record HistoryEvent(
    int process,
    Phase phase,
    String function,
    Action action,
    ByteString key,
    Payload payload,
    Observation observation) {

  /** Whether an event begins an operation or ends it, and how. */
  enum Phase {
    INVOKE,
    OK,
    FAIL,
    INFO;

    static Phase of(String word) throws MalformedLineException {
      return switch (word) {
        case "invoke" -> INVOKE;
        case "ok" -> OK;
        case "fail" -> FAIL;
        case "info" -> INFO;
        default ->
            throw new MalformedLineException("type '" + word + "'", "invoke, ok, fail or info");
      };
    }
  }

  /** The argument or answer in a line. */
  sealed interface Payload {
    /** The line has none. */
    record Missing() implements Payload {}

    /** There is no value at the key; where an event needs no value, the same as none given. */
    record Absent() implements Payload {}

    /** A value. */
    record Value(ByteString bytes) implements Payload {}

    /** Expected value and replacement of a cas, each a {@link Value} or {@link Absent}. */
    record Pair(Payload expected, Payload replacement) implements Payload {}

    /** A word in the place of a value that says why nobody knows it: {@code timed-out}. */
    record Unknown(String reason) implements Payload {}
  }

  /** The action that a word stands for in any format. */
  static Action action(String word) throws MalformedLineException {
    return switch (word) {
      case "read", "get" -> Action.READ;
      case "write", "put" -> Action.WRITE;
      case "cas" -> Action.CAS;
      case "delete" -> Action.DELETE;
      case "append" -> Action.APPEND;
      default ->
          throw new MalformedLineException(
              "operation '" + word + "'", "read, write, cas, delete, get, put or append");
    };
  }

  /** The model whose vocabulary the word belongs to. */
  Model modelByVocabulary() {
    return switch (function) {
      case "get", "put", "append" -> Model.KV;
      default -> Model.REGISTER;
    };
  }
}
