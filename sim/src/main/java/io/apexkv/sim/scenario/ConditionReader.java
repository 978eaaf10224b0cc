package io.apexkv.sim.scenario;

import io.apexkv.kernel.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads conditions of scripts, and the terms of logs. */
final class ConditionReader {

  private static final String CONDITIONS =
      "a condition: leader, no leader, role, term, vote, log, commit, up, down, event, no event,"
          + " no answer or converged";
  private static final String TERMS = "terms of entries as 1 1 4, or 1*2 4; none for an empty log";

  /** What nodes are, as a script and a trace say it. */
  static final List<String> ROLES = List.of("leader", "follower", "candidate", "pre-candidate");

  private static final Unit<Long> NUMBER = Units.wide(0, Integer.MAX_VALUE);
  private static final Unit<Trace> EVENT = new Units.Names<>(Trace.values());

  private final int nodes;
  private final Set<String> names;

  /**
   * @param names names that were given so far; others may follow
   */
  ConditionReader(int nodes, Set<String> names) {
    this.nodes = nodes;
    this.names = names;
  }

  Condition read(Words words) {
    String word = words.next(CONDITIONS);
    return switch (word) {
      case "leader" -> new Condition.Leads(words.hasNode(names) ? who(words) : Who.all());
      case "no" -> {
        if (words.take("leader")) {
          yield new Condition.NobodyLeads();
        }
        if (words.take("answer")) {
          yield new Condition.Unanswered(words.take("by") ? CallReader.client(words) : 'a');
        }
        words.must("event");
        yield new Condition.NeverReported(EVENT.read(words), on(words));
      }
      case "role" -> {
        Who who = who(words);
        String role = words.next("one of " + String.join(", ", ROLES));
        if (!ROLES.contains(role)) {
          throw words.wrong(role, "one of " + String.join(", ", ROLES));
        }
        yield new Condition.IsRole(who, role);
      }
      case "term" -> new Condition.Term(who(words), orMore(words), NUMBER.read(words));
      case "vote" -> {
        Who who = who(words);
        words.must("=");
        yield new Condition.Vote(who, NUMBER.read(words));
      }
      case "log" -> {
        Who who = who(words);
        words.must("=");
        yield new Condition.Log(who, terms(words));
      }
      case "commit" -> new Condition.Commit(who(words), orMore(words), NUMBER.read(words));
      case "up" -> new Condition.Runs(who(words), true);
      case "down" -> new Condition.Runs(who(words), false);
      case "event" -> new Condition.Reported(EVENT.read(words), on(words));
      case "converged" -> new Condition.Converged();
      default -> throw words.wrong(word, CONDITIONS);
    };
  }

  private Who on(Words words) {
    words.must("on");
    return who(words);
  }

  private Who who(Words words) {
    return Who.read(words, nodes, names);
  }

  private static boolean orMore(Words words) {
    if (words.take(">=")) {
      return true;
    }
    if (!words.take("=")) {
      throw words.wrongNext("'=' or '>='");
    }
    return false;
  }

  /** Reads terms of entries, up to another word. */
  static List<Long> terms(Words words) {
    List<Long> terms = new ArrayList<>();
    if (words.take("none")) {
      return terms;
    }
    String word = words.peek();
    while (word != null && (terms.isEmpty() || word.matches("[0-9].*"))) {
      if (!word.matches("[0-9]{1,6}(\\*[0-9]{1,4})?")) {
        throw words.wrongNext(TERMS);
      }
      String[] parts = word.split("\\*");
      long term = Long.parseLong(parts[0]);
      if (term < 1 || (!terms.isEmpty() && term < terms.getLast())) {
        throw words.wrongNext("terms from 1 on that never go back");
      }
      for (int left = parts.length == 1 ? 1 : Integer.parseInt(parts[1]); left > 0; left--) {
        terms.add(term);
      }
      words.next(TERMS);
      word = words.peek();
    }
    if (terms.isEmpty()) {
      throw words.wrongNext(TERMS);
    }
    return terms;
  }
}
