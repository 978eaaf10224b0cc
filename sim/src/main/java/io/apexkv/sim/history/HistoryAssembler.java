package io.apexkv.sim.history;

import io.apexkv.sim.history.HistoryEvent.Payload;
import io.apexkv.sim.history.HistoryEvent.Phase;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pairs the events of a file into operations. A process whose earlier operation never returned may
 * begin another one: the earlier stays UNKNOWN.
 */
final class HistoryAssembler {
  private final ByteStrings.Interned keys = new ByteStrings.Interned();
  private final ByteStrings.Interned values = new ByteStrings.Interned();
  private final HistoryBuilder builder = new HistoryBuilder(keys, values);
  private final TreeMap<Integer, Open> openByProcess = new TreeMap<>();
  private Optional<Model> model;

  /** An operation under way, and how it began. */
  private record Open(int operation, int line, HistoryEvent invocation) {}

  /** With a model, all operations must be its own; without one, the first operation decides. */
  HistoryAssembler(Optional<Model> model) {
    this.model = model;
  }

  /** Takes the event of line {@code line}, counted from 1. */
  void add(int line, HistoryEvent event) throws MalformedLineException {
    Model required = model.orElseGet(event::modelByVocabulary);
    model = Optional.of(required);
    if (!required.has(event.action())) {
      throw new MalformedLineException(
          "operation '" + event.function() + "'",
          "one of the model " + required.word() + " (" + required.actionWords() + ")");
    }
    builder.at(line);
    if (event.phase() == Phase.INVOKE) {
      openByProcess.put(event.process(), new Open(invoke(event), line, event));
      return;
    }
    Open open = openByProcess.remove(event.process());
    if (open == null) {
      throw new MalformedLineException(
          "the return of '" + event.function() + "' by process " + event.process(),
          "its invocation before it");
    }
    requireSameOperation(open, event);
    switch (event.phase()) {
      case OK -> ok(open.operation, event);
      case FAIL -> builder.fail(open.operation);
      default -> builder.info(open.operation);
    }
  }

  History history() {
    return builder.build();
  }

  /** The model given, or that of the first operation. */
  Model model() {
    return model.orElse(Model.REGISTER);
  }

  private int invoke(HistoryEvent event) throws MalformedLineException {
    int process = event.process();
    int key = keys.id(event.key());
    return switch (event.action()) {
      case READ -> builder.invokeRead(process, key);
      case DELETE -> builder.invokeDelete(process, key);
      case WRITE -> builder.invokeWrite(process, key, argument(event));
      case APPEND -> builder.invokeAppend(process, key, argument(event));
      case CAS -> {
        if (event.payload() instanceof Payload.Pair(Payload expected, Payload replacement)) {
          yield builder.invokeCas(process, key, id(expected), id(replacement));
        }
        throw new MalformedLineException(show(event.payload()), "[expected replacement] of a cas");
      }
    };
  }

  private long argument(HistoryEvent event) throws MalformedLineException {
    if (event.payload() instanceof Payload.Value) {
      return id(event.payload());
    }
    throw new MalformedLineException(show(event.payload()), "the value of the " + event.function());
  }

  private void ok(int operation, HistoryEvent event) throws MalformedLineException {
    switch (event.action()) {
      case READ -> {
        if (!(event.payload() instanceof Payload.Value
            || event.payload() instanceof Payload.Absent)) {
          throw new MalformedLineException(show(event.payload()), "the value read, or nil");
        }
        builder.okRead(operation, id(event.payload()));
      }
      case CAS -> builder.okCas(operation, event.observation() == Observation.YES);
      case DELETE -> {
        if (event.observation() == Observation.UNSAID) {
          builder.ok(operation);
        } else {
          builder.okDelete(operation, event.observation() == Observation.YES);
        }
      }
      case WRITE, APPEND -> builder.ok(operation);
    }
  }

  private static void requireSameOperation(Open open, HistoryEvent event)
      throws MalformedLineException {
    HistoryEvent invocation = open.invocation;
    if (event.action() != invocation.action()
        || !event.key().equals(invocation.key())
        || contradicts(event, invocation.payload())) {
      throw new MalformedLineException(
          show(event), "the return of " + show(invocation) + " from line " + open.line);
    }
  }

  /** A return may repeat the argument of its invocation or leave it out, but not change it. */
  private static boolean contradicts(HistoryEvent event, Payload argument) {
    return switch (event.payload()) {
      case Payload.Missing(), Payload.Absent() -> false;
      case Payload.Unknown(String reason) -> event.phase() == Phase.OK;
      case Payload.Value value -> event.action() != Action.READ && !value.equals(argument);
      case Payload.Pair pair -> !pair.equals(argument);
    };
  }

  private long id(Payload payload) {
    return payload instanceof Payload.Value(ByteString bytes) ? values.id(bytes) : History.ABSENT;
  }

  private static String show(HistoryEvent event) {
    return "'"
        + event.function()
        + (event.key().length() == 0 ? "" : " of " + event.key())
        + (event.payload() instanceof Payload.Missing ? "" : " " + show(event.payload()))
        + "'";
  }

  private static String show(Payload payload) {
    return switch (payload) {
      case Payload.Missing() -> "no value";
      case Payload.Absent() -> "nil";
      case Payload.Value(ByteString bytes) -> bytes.toString();
      case Payload.Pair(Payload expected, Payload replacement) ->
          "[" + show(expected) + " " + show(replacement) + "]";
      case Payload.Unknown(String reason) -> ":" + reason;
    };
  }
}
