package io.apexkv.runtime.cli.repl;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.repl.Words.Word;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What one line asks for. */
sealed interface Statement {

  /** In place of an expected value: the key must not exist. */
  String ABSENT = "--absent";

  /** An empty line, or a comment, which begins with #. */
  record Nothing() implements Statement {}

  /** A read or write of one key; the request may be submitted once. */
  record Operation(Verb verb, String key, ClientRequest request) implements Statement {

    /** Whether it may change something. */
    boolean isWrite() {
      return verb != Verb.GET;
    }
  }

  /** A sign of life. */
  record Ping() implements Statement {}

  /** Counters of all nodes. */
  record Metrics() implements Statement {}

  /** All nodes. */
  record Status() implements Statement {}

  /**
   * Help.
   *
   * @param about null for all
   */
  record Help(@Nullable Verb about) implements Statement {}

  /** The end. */
  record Exit() implements Statement {}

  /** Reads a line, bytes as they came. */
  static Statement parse(byte[] line) throws BadLine {
    List<Word> words = Words.of(line);
    if (words.isEmpty()
        || (!words.getFirst().quoted() && words.getFirst().text().startsWith("#"))) {
      return new Nothing();
    }
    Verb verb = Verb.of(words.getFirst().text());
    if (verb == null) {
      throw new BadLine(
          "unknown command '" + words.getFirst().text() + "': expected one of " + verbs() + ".");
    }
    List<Word> arguments = words.subList(1, words.size());
    try {
      return of(verb, arguments);
    } catch (IllegalArgumentException outOfBounds) {
      throw new BadLine(outOfBounds.getMessage() + ".");
    }
  }

  /** Reads a line of text. */
  static Statement parse(String line) throws BadLine {
    return parse(line.getBytes(StandardCharsets.UTF_8));
  }

  private static Statement of(Verb verb, List<Word> arguments) throws BadLine {
    return switch (verb) {
      case GET -> {
        require(verb, arguments, 1);
        yield operation(verb, arguments, ClientRequest.get(bytes(arguments, 0)));
      }
      case PUT -> {
        require(verb, arguments, 2);
        yield operation(
            verb, arguments, ClientRequest.put(bytes(arguments, 0), bytes(arguments, 1)));
      }
      case DEL -> {
        require(verb, arguments, 1);
        yield operation(verb, arguments, ClientRequest.delete(bytes(arguments, 0)));
      }
      case CAS -> {
        require(verb, arguments, 3);
        byte[] expected = arguments.get(1).isBare(ABSENT) ? null : bytes(arguments, 1);
        yield operation(
            verb,
            arguments,
            ClientRequest.compareAndSet(bytes(arguments, 0), expected, bytes(arguments, 2)));
      }
      case PING -> {
        require(verb, arguments, 0);
        yield new Ping();
      }
      case METRICS -> {
        require(verb, arguments, 0);
        yield new Metrics();
      }
      case STATUS, DESCRIBE -> {
        require(verb, arguments, 0);
        yield new Status();
      }
      case HELP -> help(arguments);
      case EXIT -> {
        require(verb, arguments, 0);
        yield new Exit();
      }
    };
  }

  private static Statement help(List<Word> arguments) throws BadLine {
    if (arguments.isEmpty()) {
      return new Help(null);
    }
    Verb about = Verb.of(arguments.getFirst().text());
    if (about == null || arguments.size() > 1) {
      throw new BadLine("HELP knows these: " + verbs() + ".");
    }
    return new Help(about);
  }

  private static Operation operation(Verb verb, List<Word> arguments, ClientRequest request) {
    return new Operation(verb, arguments.getFirst().text(), request);
  }

  private static byte[] bytes(List<Word> arguments, int index) {
    return arguments.get(index).bytes();
  }

  private static void require(Verb verb, List<Word> arguments, int count) throws BadLine {
    if (arguments.size() != count) {
      String hint =
          arguments.size() > count && count > 0 ? " A value with blanks stands in quotes." : "";
      throw new BadLine(
          verb
              + " has "
              + arguments.size()
              + " words after it, expected: "
              + verb.synopsis
              + "."
              + hint);
    }
  }

  private static String verbs() {
    return Arrays.stream(Verb.values()).map(Verb::name).collect(Collectors.joining(", "));
  }
}
