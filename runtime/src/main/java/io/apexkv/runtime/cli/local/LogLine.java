package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.text.Json;
import io.apexkv.runtime.cli.text.Style;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One line of a node's log, for a person. What is no JSON object (a crash of the Java virtual
 * machine, say) is kept as it is.
 *
 * @param time when it was written; {@link Instant#MIN} if the line does not tell
 * @param level INFO, WARN and so on; empty if the line is no JSON object
 * @param message what happened
 * @param fields what else it tells, in its own order
 * @param trace a stack trace, or empty
 */
record LogLine(
    Instant time, String level, String message, Map<String, String> fields, String trace) {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** What the encoder adds to every line, and who reads the line knows already. */
  private static final Set<String> OF_NO_INTEREST =
      Set.of("@version", "logger_name", "thread_name", "level_value", "node");

  LogLine {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Never fails: what can't be understood is a message. */
  static LogLine parse(String line) {
    if (line.startsWith("{")) {
      try {
        return of(properties(line));
      } catch (JacksonException | DateTimeParseException notOurs) {
        // It is shown as it is.
      }
    }
    return new LogLine(Instant.MIN, "", line, Map.of(), "");
  }

  private static LogLine of(Map<String, String> properties) {
    String time = properties.remove("@timestamp");
    String level = properties.remove("level");
    String message = properties.remove("message");
    String trace = properties.remove("stack_trace");
    properties.keySet().removeAll(OF_NO_INTEREST);
    return new LogLine(
        time == null ? Instant.MIN : OffsetDateTime.parse(time).toInstant(),
        level == null ? "" : level,
        message == null ? "" : message,
        properties,
        trace == null ? "" : trace);
  }

  private static Map<String, String> properties(String line) {
    Map<String, String> properties = new LinkedHashMap<>();
    try (JsonParser parser = Json.parser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else {
          properties.put(name, parser.getString());
        }
      }
    }
    return properties;
  }

  /** One line (and a stack trace's), without colour. */
  String plain() {
    return render(false);
  }

  /** One line (and a stack trace's) with the time on this machine's clock. */
  String render(boolean colour) {
    if (level.isEmpty()) {
      return message;
    }
    StringBuilder text = new StringBuilder();
    String clock =
        time.equals(Instant.MIN) ? "" : CLOCK.format(time.atZone(ZoneId.systemDefault()));
    text.append(Style.DIM.paint(clock, colour)).append(' ');
    text.append(styleOf(level).paint("%-5s".formatted(level), colour)).append(' ');
    text.append(message);
    fields.forEach(
        (name, value) ->
            text.append("  ").append(Style.DIM.paint(name + "=", colour)).append(quoted(value)));
    if (!trace.isEmpty()) {
      trace.strip().lines().forEach(line -> text.append("\n    ").append(line));
    }
    return text.toString();
  }

  private static Style styleOf(String level) {
    return switch (level) {
      case "ERROR" -> Style.BAD;
      case "WARN" -> Style.WARNING;
      case "INFO" -> Style.GOOD;
      default -> Style.DIM;
    };
  }

  private static String quoted(String value) {
    return value.isEmpty() || value.indexOf(' ') >= 0 ? '"' + value + '"' : value;
  }
}
