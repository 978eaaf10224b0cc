package io.apexkv.sim.history;

import java.util.List;

/** A form of Clojure's extensible data notation, as far as histories use it. */
sealed interface Edn {
  /** {@code nil}. */
  record Nil() implements Edn {}

  /** {@code :word}, without its colon. */
  record Keyword(String word) implements Edn {}

  /** {@code "text"}, unescaped. */
  record Text(String text) implements Edn {}

  /** Any other atom as it stands there: a number, a symbol. */
  record Atom(String text) implements Edn {}

  /** {@code [a b]}. */
  record Vector(List<Edn> items) implements Edn {}

  /** {@code {a b, c d}}: keys and values by turns. */
  record Map(List<Edn> items) implements Edn {
    /** The value behind a keyword; {@code Missing} if the map has none. */
    Edn get(String word) {
      for (int i = 0; i < items.size(); i += 2) {
        if (items.get(i).equals(new Keyword(word))) {
          return items.get(i + 1);
        }
      }
      return new Missing();
    }
  }

  /** A list, a set: kept whole, never looked into. */
  record Other(List<Edn> items) implements Edn {}

  /** What a map has under a keyword that it does not have. */
  record Missing() implements Edn {}
}
