package io.apexkv.runtime.cli.repl;

import io.apexkv.client.core.Outcome;
import io.apexkv.runtime.cli.text.Json;
import io.apexkv.runtime.cli.text.Style;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/**
 * An outcome in words.
 *
 * @param word OK, NOT_FOUND, NOT_SWAPPED, FAILED or UNKNOWN
 * @param text what a person reads; the value of a GET
 */
record OutcomeText(String word, String text, Style style, Result result) {

  /**
   * The words for an outcome.
   *
   * @param write whether the request would have changed something
   * @param terminal whether they go to a terminal, which must not be sent control characters
   */
  static OutcomeText of(Outcome outcome, boolean write, boolean terminal) {
    return switch (outcome) {
      case Outcome.Done() -> fine("OK");
      case Outcome.Pong() -> fine("PONG");
      case Outcome.Measured measured -> fine(measured.metrics().toString());
      case Outcome.Described described -> fine(described.description().toString());
      case Outcome.Value value ->
          new OutcomeText("OK", shown(value.bytes(), terminal), Style.PLAIN, Result.FINE);
      case Outcome.NotFound() -> new OutcomeText("NOT_FOUND", "(not found)", Style.DIM, Result.NO);
      case Outcome.CasFailed() ->
          new OutcomeText(
              "NOT_SWAPPED",
              "(not swapped: the key does not hold what was expected)",
              Style.DIM,
              Result.NO);
      case Outcome.Failed(String message) ->
          new OutcomeText(
              "FAILED",
              (write ? "FAILED, not applied. " : "FAILED. ") + message,
              Style.BAD,
              Result.NO);
      case Outcome.Unknown(String message) ->
          new OutcomeText(
              "UNKNOWN",
              "UNKNOWN, it may or may not have been applied. " + message,
              Style.WARNING,
              Result.UNKNOWN);
    };
  }

  private static OutcomeText fine(String text) {
    return new OutcomeText("OK", text, Style.GOOD, Result.FINE);
  }

  /** As one line of JSON. */
  static String json(Statement.Operation operation, Outcome outcome, long tookNanos) {
    OutcomeText text = of(outcome, operation.isWrite(), false);
    return Json.object(
        json -> {
          json.writeStringProperty("command", operation.verb().name());
          json.writeStringProperty("key", operation.key());
          json.writeStringProperty("outcome", text.word());
          writeDetail(outcome, json);
          json.writeNumberProperty("micros", tookNanos / 1000);
        });
  }

  /** As one line of JSON, of a command without a key. */
  static String json(String command, OutcomeText text, long tookNanos) {
    return Json.object(
        json -> {
          json.writeStringProperty("command", command);
          json.writeStringProperty("outcome", text.word());
          if (text.result() != Result.FINE) {
            json.writeStringProperty("message", text.text());
          }
          json.writeNumberProperty("micros", tookNanos / 1000);
        });
  }

  private static void writeDetail(Outcome outcome, JsonGenerator json) {
    switch (outcome) {
      case Outcome.Value value -> {
        byte[] bytes = value.bytes();
        if (isText(bytes)) {
          json.writeStringProperty("value", new String(bytes, StandardCharsets.UTF_8));
        } else {
          json.writeStringProperty("valueBase64", Base64.getEncoder().encodeToString(bytes));
        }
      }
      case Outcome.Failed(String message) -> json.writeStringProperty("message", message);
      case Outcome.Unknown(String message) -> json.writeStringProperty("message", message);
      default -> {}
    }
  }

  /**
   * A value as it is shown: text as it is; bytes that are none, and on a terminal also control
   * characters and what begins with a double quote, in the double quotes that the command line
   * itself understands. So a person can tell what is shown from what is there.
   */
  static String shown(byte[] value, boolean terminal) {
    if (isText(value)) {
      String text = new String(value, StandardCharsets.UTF_8);
      boolean plain = !text.startsWith("\"") && text.chars().noneMatch(Character::isISOControl);
      if (!terminal || plain) {
        return text;
      }
    }
    return quoted(value);
  }

  private static String quoted(byte[] value) {
    StringBuilder text = new StringBuilder("\"");
    for (byte b : value) {
      switch (b) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          if (b >= ' ' && b <= '~') {
            text.append((char) b);
          } else {
            text.append("\\x").append(HexFormat.of().toHexDigits(b));
          }
        }
      }
    }
    return text.append('"').toString();
  }

  private static boolean isText(byte[] value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return true;
    } catch (CharacterCodingException bytes) {
      return false;
    }
  }
}
