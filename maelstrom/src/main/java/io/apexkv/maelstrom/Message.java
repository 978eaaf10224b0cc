package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import java.util.TreeMap;

/**
 * A message of Maelstrom's network.
 *
 * @param source who sent it: "n1" and so on is a node, anything else a client
 * @param target whom it is for
 * @param body its fields, each value in the canonical text of {@link Json}
 */
record Message(String source, String target, TreeMap<String, String> body) {

  /**
   * Reads a line.
   *
   * @throws MalformedException if it is no message; then nobody can be answered
   */
  static Message parse(String line) throws MalformedException {
    TreeMap<String, String> fields = Json.object(line);
    return new Message(
        Json.string(require(fields, "src")),
        Json.string(require(fields, "dest")),
        Json.object(require(fields, "body")));
  }

  /** What kind of message it is. */
  String type() throws MalformedException {
    return Json.string(field("type"));
  }

  /** A field that must be there, in canonical text. */
  String field(String name) throws MalformedException {
    return require(body, name);
  }

  /** A field that must be a whole number, 0 or more. */
  long number(String name) throws MalformedException {
    String text = field(name);
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException other) {
      throw new MalformedException("\"" + name + "\" is a whole number, not " + text);
    }
  }

  /** A field that is true or false, and false if it is not there. */
  boolean flag(String name) throws MalformedException {
    String text = body.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new MalformedException("\"" + name + "\" is true or false, not " + text);
    }
    return text.equals("true");
  }

  /** The id that an answer names, in canonical text; null if the request has none. */
  @Nullable
  String id() {
    return body.get("msg_id");
  }

  /** Whether it is itself an answer, which nobody answers. */
  boolean isAnswer() {
    return body.containsKey("in_reply_to");
  }

  private static String require(TreeMap<String, String> fields, String name)
      throws MalformedException {
    String value = fields.get(name);
    if (value == null) {
      throw new MalformedException("\"" + name + "\" is missing");
    }
    return value;
  }
}
