package io.apexkv.sim.history;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes our own format: JSON lines, one an event ({@code docs/histories.md}).
 *
 * <p>The order of the lines is the order of the events, so write an invocation <em>before</em> its
 * request is sent and a return <em>after</em> its answer has come. For use by several threads: each
 * event is written whole. Times are nanoseconds on any clock; they are for people, the order of the
 * lines alone counts. An empty {@link Optional} is "no value", in files {@code null}.
 */
public final class HistoryWriter implements Closeable {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final Writer out;

  /** Writes to {@code out}, which {@link #close} closes. */
  public HistoryWriter(Writer out) {
    this.out = out;
  }

  public void invokeRead(int process, ByteString key, long timeNanos) throws IOException {
    write(line -> line.begin(process, "invoke", Action.READ, key), timeNanos);
  }

  public void invokeWrite(int process, ByteString key, ByteString value, long timeNanos)
      throws IOException {
    write(line -> line.begin(process, "invoke", Action.WRITE, key).value(value), timeNanos);
  }

  public void invokeAppend(int process, ByteString key, ByteString value, long timeNanos)
      throws IOException {
    write(line -> line.begin(process, "invoke", Action.APPEND, key).value(value), timeNanos);
  }

  public void invokeCas(
      int process,
      ByteString key,
      Optional<ByteString> expected,
      Optional<ByteString> replacement,
      long timeNanos)
      throws IOException {
    write(
        line -> line.begin(process, "invoke", Action.CAS, key).pair(expected, replacement),
        timeNanos);
  }

  public void invokeDelete(int process, ByteString key, long timeNanos) throws IOException {
    write(line -> line.begin(process, "invoke", Action.DELETE, key), timeNanos);
  }

  /** A write, an append, or a delete whose answer does not say whether there was a value. */
  public void ok(int process, Action action, ByteString key, long timeNanos) throws IOException {
    if (action == Action.READ || action == Action.CAS) {
      throw new IllegalArgumentException("a " + action.word() + " that is ok has an answer");
    }
    write(line -> line.begin(process, "ok", action, key), timeNanos);
  }

  /** A read that answered a value, or that there is none. */
  public void okRead(int process, ByteString key, Optional<ByteString> value, long timeNanos)
      throws IOException {
    write(line -> line.begin(process, "ok", Action.READ, key).optional("value", value), timeNanos);
  }

  /** A cas that answered whether it swapped. */
  public void okCas(int process, ByteString key, boolean swapped, long timeNanos)
      throws IOException {
    write(line -> line.begin(process, "ok", Action.CAS, key).answer("swapped", swapped), timeNanos);
  }

  /** A delete that answered whether there was a value. */
  public void okDelete(int process, ByteString key, boolean found, long timeNanos)
      throws IOException {
    write(line -> line.begin(process, "ok", Action.DELETE, key).answer("found", found), timeNanos);
  }

  /** Certainly not applied, now and ever. */
  public void fail(int process, Action action, ByteString key, long timeNanos) throws IOException {
    write(line -> line.begin(process, "fail", action, key), timeNanos);
  }

  /** The client gave up: nobody knows. */
  public void info(int process, Action action, ByteString key, long timeNanos) throws IOException {
    write(line -> line.begin(process, "info", action, key), timeNanos);
  }

  /** What was done to the cluster; checkers pass over it, people want to see it. */
  public void nemesis(String fault, String detail, long timeNanos) throws IOException {
    write(line -> line.nemesis(fault, detail), timeNanos);
  }

  /** Writes all events of a history in their order; their positions stand for times. */
  public void write(History history) throws IOException {
    long[] events = new long[2 * history.size()];
    int count = 0;
    for (int operation = 0; operation < history.size(); operation++) {
      events[count++] = (long) history.invokedAt(operation) << 32 | operation;
      if (history.outcome(operation) != Outcome.UNKNOWN) {
        events[count++] = (long) history.returnedAt(operation) << 32 | operation;
      }
    }
    Arrays.sort(events, 0, count);
    for (int i = 0; i < count; i++) {
      writeEvent(history, (int) events[i], (int) (events[i] >>> 32));
    }
  }

  private void writeEvent(History history, int operation, int position) throws IOException {
    int process = history.process(operation);
    Action action = history.action(operation);
    ByteString key = history.keys().bytes(history.key(operation));
    if (position == history.invokedAt(operation)) {
      switch (action) {
        case READ -> invokeRead(process, key, position);
        case DELETE -> invokeDelete(process, key, position);
        case WRITE -> invokeWrite(process, key, bytes(history, operation), position);
        case APPEND -> invokeAppend(process, key, bytes(history, operation), position);
        case CAS ->
            invokeCas(
                process,
                key,
                value(history, history.value(operation)),
                value(history, history.replacement(operation)),
                position);
      }
    } else if (history.outcome(operation) == Outcome.FAILED) {
      fail(process, action, key, position);
    } else if (action == Action.READ) {
      okRead(process, key, value(history, history.value(operation)), position);
    } else if (action == Action.CAS) {
      okCas(process, key, history.observation(operation) == Observation.YES, position);
    } else if (history.observation(operation) == Observation.UNSAID) {
      ok(process, action, key, position);
    } else {
      okDelete(process, key, history.observation(operation) == Observation.YES, position);
    }
  }

  private static ByteString bytes(History history, int operation) {
    return history.values().bytes(history.value(operation));
  }

  private static Optional<ByteString> value(History history, long value) {
    return value == History.ABSENT ? Optional.empty() : Optional.of(history.values().bytes(value));
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private interface Content {
    void writeTo(Line line);
  }

  private synchronized void write(Content content, long timeNanos) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      content.writeTo(new Line(json));
      json.writeNumberProperty("time", timeNanos);
      json.writeEndObject();
    }
    out.write('\n');
  }

  /** The fields of one line. */
  private record Line(JsonGenerator json) {
    Line begin(int process, String type, Action action, ByteString key) {
      json.writeNumberProperty("process", process);
      json.writeStringProperty("type", type);
      json.writeStringProperty("f", action.word());
      json.writeName("key");
      bytes(key);
      return this;
    }

    void nemesis(String fault, String detail) {
      json.writeStringProperty("process", "nemesis");
      json.writeStringProperty("type", "info");
      json.writeStringProperty("f", fault);
      json.writeStringProperty("value", detail);
    }

    void value(ByteString value) {
      json.writeName("value");
      bytes(value);
    }

    void optional(String name, Optional<ByteString> value) {
      json.writeName(name);
      bytesOrNull(value);
    }

    void pair(Optional<ByteString> expected, Optional<ByteString> replacement) {
      json.writeArrayPropertyStart("value");
      bytesOrNull(expected);
      bytesOrNull(replacement);
      json.writeEndArray();
    }

    void answer(String name, boolean value) {
      json.writeBooleanProperty(name, value);
    }

    private void bytesOrNull(Optional<ByteString> value) {
      value.ifPresentOrElse(this::bytes, json::writeNull);
    }

    private void bytes(ByteString value) {
      Optional<String> text = value.printable();
      if (text.isPresent()) {
        json.writeString(text.get());
      } else {
        json.writeStartObject();
        json.writeStringProperty("base64", value.base64());
        json.writeEndObject();
      }
    }
  }
}
