package io.apexkv.sim.history;

import io.apexkv.sim.history.HistoryEvent.Payload;
import io.apexkv.sim.history.HistoryEvent.Phase;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Our own format, as {@link HistoryWriter} writes it; fields it does not know are passed over. */
final class JsonLineParser implements LineParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public boolean recognises(String line) {
    String text = line.strip();
    return text.startsWith("{") && text.contains("\"process\"");
  }

  @Override
  public Optional<HistoryEvent> parse(String line) throws MalformedLineException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      return new Line(json).event();
    } catch (JacksonException e) {
      throw new MalformedLineException(
          "broken JSON (" + e.getOriginalMessage() + ")", Format.JSON_LINES.example());
    }
  }

  /** The fields of one line while they come in. */
  private static final class Line {
    private final JsonParser json;
    private Optional<Integer> process = Optional.empty();
    private boolean byNemesis;
    private String type = "";
    private String function = "";
    private Optional<ByteString> key = Optional.empty();
    private Payload payload = new Payload.Missing();
    private Observation observation = Observation.UNSAID;

    Line(JsonParser json) {
      this.json = json;
    }

    Optional<HistoryEvent> event() throws MalformedLineException {
      expect(json.nextToken() == JsonToken.START_OBJECT, "an object a line");
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        field(name);
      }
      expect(json.nextToken() == null, "the end of the line behind the object");
      if (byNemesis) {
        return Optional.empty();
      }
      if (process.isEmpty() || key.isEmpty()) {
        throw new MalformedLineException(
            "no \"" + (process.isEmpty() ? "process" : "key") + "\"", Format.JSON_LINES.example());
      }
      Phase kind = Phase.of(type);
      Action action = HistoryEvent.action(function);
      if (kind == Phase.OK && action == Action.CAS && observation == Observation.UNSAID) {
        throw new MalformedLineException("an ok cas without \"swapped\"", "true or false");
      }
      return Optional.of(
          new HistoryEvent(process.get(), kind, function, action, key.get(), payload, observation));
    }

    private void field(String name) throws MalformedLineException {
      switch (name) {
        case "process" -> {
          byNemesis = json.currentToken() == JsonToken.VALUE_STRING;
          if (!byNemesis) {
            expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "the number of a process");
            process = Optional.of(json.getIntValue());
          }
        }
        case "type" -> type = word("invoke, ok, fail or info");
        case "f" -> function = word("read, write, cas, delete, get, put or append");
        case "key" -> key = Optional.of(bytes());
        case "value" -> payload = byNemesis ? skip() : payload();
        case "swapped", "found" -> {
          expect(json.currentToken().isBoolean(), "true or false as \"" + name + "\"");
          observation =
              json.currentToken() == JsonToken.VALUE_TRUE ? Observation.YES : Observation.NO;
        }
        default -> json.skipChildren();
      }
    }

    private Payload skip() {
      json.skipChildren();
      return new Payload.Missing();
    }

    private String word(String expected) throws MalformedLineException {
      expect(json.currentToken() == JsonToken.VALUE_STRING, expected);
      return json.getString();
    }

    private Payload payload() throws MalformedLineException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        return single();
      }
      List<Payload> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(single());
      }
      if (items.size() != 2) {
        throw new MalformedLineException("an array of " + items.size(), "[expected, replacement]");
      }
      return new Payload.Pair(items.get(0), items.get(1));
    }

    private Payload single() throws MalformedLineException {
      return json.currentToken() == JsonToken.VALUE_NULL
          ? new Payload.Absent()
          : new Payload.Value(bytes());
    }

    /** A string, or an object with the one field base64. */
    private ByteString bytes() throws MalformedLineException {
      String expected = "a string or {\"base64\":\"...\"}";
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        try {
          return ByteString.of(json.getString());
        } catch (IllegalArgumentException e) {
          throw new MalformedLineException(String.valueOf(e.getMessage()), expected);
        }
      }
      expect(json.currentToken() == JsonToken.START_OBJECT, expected);
      boolean base64 = json.nextToken() == JsonToken.PROPERTY_NAME;
      expect(base64 && json.currentName().equals("base64"), expected);
      expect(json.nextToken() == JsonToken.VALUE_STRING, expected);
      String text = json.getString();
      expect(json.nextToken() == JsonToken.END_OBJECT, expected);
      try {
        return ByteString.of(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        throw new MalformedLineException("'" + text + "'", "Base64 (RFC 4648, with padding)");
      }
    }

    private void expect(boolean condition, String expected) throws MalformedLineException {
      if (!condition) {
        String found = json.currentToken() == null ? "the end of the line" : json.getString();
        throw new MalformedLineException("'" + found + "'", expected);
      }
    }
  }
}
