package io.apexkv.runtime.cli.repl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a line into words. Blanks separate them; a word with blanks stands in quotes:
 *
 * <pre>
 *   PUT name Ada             two words after PUT
 *   PUT name 'Ada Lovelace'  single quotes: everything up to the next one, as it is
 *   PUT name "a\tb\x00"      double quotes: \n \r \t \\ \" \' and \xHH, a byte
 *   PUT name ""              the empty value
 * </pre>
 *
 * <p>Works on bytes, since values are bytes: whatever stands outside of double quotes is kept as it
 * came.
 */
final class Words {

  private final byte[] line;
  private int at;

  private Words(byte[] line) {
    this.line = line;
  }

  /**
   * One word.
   *
   * @param quoted whether it stood in quotes, so that it is never an option
   */
  record Word(byte[] bytes, boolean quoted) {

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether it is this word, without quotes. */
    boolean isBare(String word) {
      return !quoted && text().equals(word);
    }
  }

  /** The words of a line. */
  static List<Word> of(byte[] line) throws BadLine {
    return new Words(line).split();
  }

  private List<Word> split() throws BadLine {
    List<Word> words = new ArrayList<>();
    skipBlanks();
    while (at < line.length) {
      words.add(
          switch (line[at]) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            default -> bare();
          });
      if (at < line.length && !isBlank(line[at])) {
        throw new BadLine(
            "a closing quote must be followed by a blank; to have a quote in a value, write \\\" in"
                + " double quotes.");
      }
      skipBlanks();
    }
    return words;
  }

  private Word bare() {
    int from = at;
    while (at < line.length && !isBlank(line[at])) {
      at++;
    }
    byte[] word = new byte[at - from];
    System.arraycopy(line, from, word, 0, word.length);
    return new Word(word, false);
  }

  private Word singleQuoted() throws BadLine {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    at++;
    while (at < line.length && line[at] != '\'') {
      word.write(line[at++]);
    }
    close('\'');
    return new Word(word.toByteArray(), true);
  }

  private Word doubleQuoted() throws BadLine {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    at++;
    while (at < line.length && line[at] != '"') {
      if (line[at] == '\\') {
        at++;
        word.write(escaped());
      } else {
        word.write(line[at++]);
      }
    }
    close('"');
    return new Word(word.toByteArray(), true);
  }

  private void close(char quote) throws BadLine {
    if (at == line.length) {
      throw new BadLine("a quote (" + quote + ") is opened and never closed.");
    }
    at++;
  }

  private int escaped() throws BadLine {
    char c = at < line.length ? (char) line[at++] : ' ';
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\', '"', '\'' -> c;
      case 'x' -> 16 * hexDigit() + hexDigit();
      default ->
          throw new BadLine(
              "'\\"
                  + c
                  + "' means nothing in double quotes: expected \\n \\r \\t \\\\ \\\" \\' or"
                  + " \\x and two hexadecimal digits.");
    };
  }

  private int hexDigit() throws BadLine {
    int digit = at < line.length ? Character.digit((char) line[at++], 16) : -1;
    if (digit < 0) {
      throw new BadLine("\\x is followed by two hexadecimal digits, for example \\x0a.");
    }
    return digit;
  }

  private void skipBlanks() {
    while (at < line.length && isBlank(line[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
