package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of one line of a scenario, read one after another. */
final class Words {

  private static final String END = "the end of the line";

  private final String file;
  private final int line;
  private final List<String> words = new ArrayList<>();
  private int next;

  /**
   * @param line number of the line, from 1
   * @param text words between blanks; colons and commas at a word's end belong to the word, and
   *     what follows a word that is {@code #} is a comment
   */
  Words(String file, int line, String text) {
    this.file = file;
    this.line = line;
    for (String word : text.strip().split("\\s+")) {
      if (word.equals("#")) {
        break;
      }
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
  }

  int line() {
    return line;
  }

  /** The whole line, without its comment. */
  String text() {
    return String.join(" ", words);
  }

  boolean hasNext() {
    return next < words.size();
  }

  /** The next word, which stays the next; null at the end. */
  @Nullable
  String peek() {
    return hasNext() ? words.get(next) : null;
  }

  /** The word that was just read is the next one again. */
  Words again() {
    next--;
    return this;
  }

  /** Whether a word follows somewhere. */
  boolean says(String word) {
    return words.subList(next, words.size()).contains(word);
  }

  /** Whether nodes follow: numbers, all, or one of these names. */
  boolean hasNode(Set<String> names) {
    String word = peek();
    return word != null
        && (word.matches("[1-9].*") || word.equals(Who.ALL) || names.contains(word));
  }

  /** The next word, if it is this one. */
  boolean take(String word) {
    boolean there = word.equals(peek());
    next += there ? 1 : 0;
    return there;
  }

  /**
   * The next word.
   *
   * @param expected what the line lacks if there is none
   */
  String next(String expected) {
    if (!hasNext()) {
      throw error(END, expected);
    }
    return words.get(next++);
  }

  /** The next word has to be this one. */
  void must(String word) {
    if (!take(word)) {
      throw wrongNext("'" + word + "'");
    }
  }

  /** Nothing may follow. */
  void end() {
    if (hasNext()) {
      throw wrongNext(END);
    }
  }

  /** The next word, or the end of the line, is not what may stand there. */
  ScenarioError wrongNext(String expected) {
    String word = peek();
    return error(word == null ? END : "'" + word + "'", expected);
  }

  /** The word that was just read is not what may stand there. */
  ScenarioError wrong(String word, String expected) {
    return error("'" + word + "'", expected);
  }

  private ScenarioError error(String found, String expected) {
    return new ScenarioError(file, line, found, expected);
  }
}
