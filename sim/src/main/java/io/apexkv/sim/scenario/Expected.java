package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Reply;
import io.apexkv.sim.client.Values;

/**
 * What a client should be told.
 *
 * @param word null if anything will do
 * @param value the value that a GET should find, as scenarios write it
 */
record Expected(Reply.@Nullable Word word, long value) {

  static final Expected OK = new Expected(Reply.Word.OK, 0);
  static final Expected ANYTHING = new Expected(null, 0);

  private static final Unit<Reply.Word> WORD = new Units.Names<>(Reply.Word.values());
  private static final int VALUE_BITS = 32;

  /** Reads one: a value, one of the words, or {@code any}. */
  static Expected read(Words words) {
    if (words.take("any")) {
      return ANYTHING;
    }
    String word = words.peek();
    if (word != null && word.matches("[0-9]{1,9}")) {
      words.next("a value");
      return new Expected(Reply.Word.VALUE, Long.parseLong(word));
    }
    return new Expected(WORD.read(words), 0);
  }

  /** Whether this is what was told. */
  boolean isMetBy(Reply reply) {
    return word == null
        || (word == reply.word() && (word != Reply.Word.VALUE || valueOf(reply.value()) == value));
  }

  /** The number under which a scenario's value of a key is known to checkers: unique by both. */
  static long number(int key, long value, int bytes) {
    return Values.number(key + 1, value, bytes);
  }

  /** The scenario's value with that number. */
  static long valueOf(long number) {
    long count = number >>> Values.LENGTH_BITS;
    return count & ((1L << VALUE_BITS) - 1);
  }

  /** What a client was told, as scenarios write it, and the word that an error begins with. */
  static String told(Reply reply) {
    String detail = reply.detail().replaceFirst(":.*", "");
    String word =
        reply.word() == Reply.Word.VALUE
            ? Long.toString(valueOf(reply.value()))
            : Units.label(reply.word());
    return word + (detail.isEmpty() ? "" : " (" + detail + ")");
  }

  @Override
  public String toString() {
    return word == null
        ? "anything"
        : word == Reply.Word.VALUE ? Long.toString(value) : Units.label(word);
  }
}
