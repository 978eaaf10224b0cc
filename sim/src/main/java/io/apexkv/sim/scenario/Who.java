package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Some nodes, by number, by role, or by a name that was given: {@code 1,3}, {@code leader}, {@code
 * all but old}. Who that is is found out when the step is done.
 *
 * @param some its parts, of which it is the union
 * @param but what is left out; null for nothing
 */
record Who(List<String> some, @Nullable Who but) {

  /** Whoever leads in the newest term. */
  static final String LEADER = "leader";

  /** The lowest-numbered node that runs and does not lead. */
  static final String FOLLOWER = "follower";

  /** All nodes that run and don't lead. */
  static final String FOLLOWERS = "followers";

  /** All nodes. */
  static final String ALL = "all";

  private static final List<String> ROLES = List.of(LEADER, FOLLOWER, FOLLOWERS, ALL);

  Who {
    some = List.copyOf(some);
  }

  /** All nodes. */
  static Who all() {
    return new Who(List.of(ALL), null);
  }

  /** Whether this word can't be a name, because it says something else. */
  static boolean isTaken(String word) {
    return ROLES.contains(word) || !word.matches("[a-z][a-z-]*");
  }

  /**
   * Reads one.
   *
   * @param nodes how many nodes there are
   * @param names names that were given so far
   */
  static Who read(Words words, int nodes, Set<String> names) {
    String expected =
        "nodes: numbers from 1 to " + nodes + ", leader, follower, followers, all, or a name";
    String word = words.next(expected);
    List<String> parts = new ArrayList<>();
    for (String part : word.split(",", -1)) {
      boolean isNode = part.matches("[1-9]") && Integer.parseInt(part) <= nodes;
      if (!isNode && !ROLES.contains(part) && !names.contains(part)) {
        throw words.wrong(word, expected + (names.isEmpty() ? "" : " (" + names + ")"));
      }
      parts.add(part);
    }
    Who who = new Who(parts, words.take("but") ? read(words, nodes, names) : null);
    if (who.fixed(nodes).orElse(1) == 0) {
      throw words.wrong(words.text(), "somebody who is not left out again");
    }
    return who;
  }

  /** Who that is, a bit each, if it is said by numbers alone: then it is always the same. */
  OptionalInt fixed(int nodes) {
    int bits = 0;
    for (String part : some) {
      if (part.equals(ALL)) {
        bits |= (1 << nodes) - 1;
      } else if (part.matches("[1-9]")) {
        bits |= 1 << (Integer.parseInt(part) - 1);
      } else {
        return OptionalInt.empty();
      }
    }
    OptionalInt left = but == null ? OptionalInt.of(0) : but.fixed(nodes);
    return left.isEmpty() ? left : OptionalInt.of(bits & ~left.getAsInt());
  }
}
