package io.apexkv.sim.history;

import java.util.ArrayList;
import java.util.List;

/** Reads the forms of one line of EDN; commas are white space, as there. */
final class EdnReader {
  private final String line;
  private int at;

  EdnReader(String line) {
    this.line = line;
  }

  /** Whether nothing but white space is left. */
  boolean atEnd() {
    while (at < line.length()
        && (Character.isWhitespace(line.charAt(at)) || line.charAt(at) == ',')) {
      at++;
    }
    return at == line.length();
  }

  /** The next form. */
  Edn next() throws MalformedLineException {
    if (atEnd()) {
      throw new MalformedLineException("the end of the line", "a value");
    }
    char c = line.charAt(at);
    return switch (c) {
      case '"' -> text();
      case '[' -> new Edn.Vector(itemsUntil(']'));
      case '(' -> new Edn.Other(itemsUntil(')'));
      case '{' -> map();
      case '#' -> tagged();
      case ']', ')', '}' -> throw new MalformedLineException("'" + c + "'", "a value");
      default -> atom();
    };
  }

  private Edn map() throws MalformedLineException {
    List<Edn> items = itemsUntil('}');
    if (items.size() % 2 != 0) {
      throw new MalformedLineException("a map with a key but no value", "pairs");
    }
    return new Edn.Map(items);
  }

  private Edn tagged() throws MalformedLineException {
    at++;
    return new Edn.Other(List.of(next()));
  }

  private List<Edn> itemsUntil(char close) throws MalformedLineException {
    at++;
    List<Edn> items = new ArrayList<>();
    while (true) {
      if (atEnd()) {
        throw new MalformedLineException("the end of the line", "'" + close + "'");
      }
      if (line.charAt(at) == close) {
        at++;
        return items;
      }
      items.add(next());
    }
  }

  private Edn text() throws MalformedLineException {
    StringBuilder text = new StringBuilder();
    for (at++; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        at++;
        return new Edn.Text(text.toString());
      }
      text.append(c == '\\' ? escaped() : c);
    }
    throw new MalformedLineException("the end of the line", "'\"' at the end of the string");
  }

  private char escaped() throws MalformedLineException {
    at++;
    char c = at < line.length() ? line.charAt(at) : ' ';
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '\\', '"' -> c;
      case 'u' -> unicode();
      default ->
          throw new MalformedLineException("'\\" + c + "'", "an escape as in \\n, \\\" or \\u0041");
    };
  }

  private char unicode() throws MalformedLineException {
    String digits =
        line.substring(Math.min(at + 1, line.length()), Math.min(at + 5, line.length()));
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw new MalformedLineException("'\\u" + digits + "'", "four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private Edn atom() {
    int start = at;
    while (at < line.length()
        && !Character.isWhitespace(line.charAt(at))
        && ",[](){}\"".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    String word = line.substring(start, at);
    if (word.startsWith(":")) {
      return new Edn.Keyword(word.substring(1));
    }
    return word.equals("nil") ? new Edn.Nil() : new Edn.Atom(word);
  }
}
