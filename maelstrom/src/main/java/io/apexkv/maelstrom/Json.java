package io.apexkv.maelstrom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON values in one canonical text each, so that equal values are equal bytes: keys of a map
 * sorted by UTF-16 unit, no spaces, only ASCII, one way to write a number.
 *
 * <p>Numbers are equal if they are both integers or both not, and of equal value, as Maelstrom's
 * own judge (Clojure's {@code =}) has it: 1.50 is 1.5, and 1.0 is not 1.
 */
final class Json {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private Json() {}

  /** The fields of an object, each in canonical text; of a name that comes twice the last. */
  static TreeMap<String, String> object(String text) throws MalformedException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedException("expected a JSON object, but got: " + start(text));
      }
      TreeMap<String, String> fields = fields(json);
      if (json.nextToken() != null) {
        throw new MalformedException("something follows the JSON object: " + start(text));
      }
      return fields;
    } catch (JacksonException broken) {
      throw new MalformedException("no JSON (" + broken.getOriginalMessage() + "): " + start(text));
    }
  }

  /** The characters of a string that is given in canonical text. */
  static String string(String canonical) throws MalformedException {
    if (!canonical.startsWith("\"")) {
      throw new MalformedException("expected a string, but got " + start(canonical));
    }
    if (canonical.indexOf('\\') < 0) {
      return canonical.substring(1, canonical.length() - 1);
    }
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), canonical)) {
      json.nextToken();
      return json.getString();
    }
  }

  /** The strings of a list that is given in canonical text. */
  static List<String> strings(String canonical) throws MalformedException {
    List<String> strings = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), canonical)) {
      boolean list = json.nextToken() == JsonToken.START_ARRAY;
      while (list && json.nextToken() == JsonToken.VALUE_STRING) {
        strings.add(json.getString());
      }
      if (!list || json.currentToken() != JsonToken.END_ARRAY) {
        throw new MalformedException("expected a list of strings, but got " + start(canonical));
      }
    }
    return strings;
  }

  /** A string in canonical text. */
  static String quote(String characters) {
    StringBuilder text = new StringBuilder(characters.length() + 2).append('"');
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7E) { // half a surrogate pair has no bytes in UTF-8
        text.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  private static TreeMap<String, String> fields(JsonParser json) throws MalformedException {
    TreeMap<String, String> fields = new TreeMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, canonical(json));
    }
    return fields;
  }

  /** The value that begins at the parser's token. */
  private static String canonical(JsonParser json) throws MalformedException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        List<String> rows = new ArrayList<>();
        fields(json).forEach((name, value) -> rows.add(quote(name) + ":" + value));
        yield "{" + String.join(",", rows) + "}";
      }
      case START_ARRAY -> {
        List<String> rows = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          rows.add(canonical(json));
        }
        yield "[" + String.join(",", rows) + "]";
      }
      case VALUE_STRING -> quote(json.getString());
      case VALUE_NUMBER_INT -> json.getBigIntegerValue().toString();
      case VALUE_NUMBER_FLOAT -> decimal(new BigDecimal(json.getString()));
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      case null, default -> throw new MalformedException("the JSON ends within a value");
    };
  }

  /** With a point or an exponent, so that it stays what it was: not an integer. */
  private static String decimal(BigDecimal number) {
    String text = number.signum() == 0 ? "0.0" : number.stripTrailingZeros().toString();
    return text.indexOf('.') < 0 && text.indexOf('E') < 0 ? text + ".0" : text;
  }

  private static String start(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
