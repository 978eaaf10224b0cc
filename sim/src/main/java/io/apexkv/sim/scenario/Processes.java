package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.FaultKind;
import java.util.OptionalInt;

/**
 * What is known of which processes run while a script is read, so that steps which make no sense
 * are refused. Nodes that a step names by their role, and those that faults may have killed, are
 * known no more; then only the run can tell. Nodes are bits.
 */
final class Processes {

  private static final int ALL = -1;

  private int up;
  private int down = ALL;

  /** Those of which nothing is ever known again. */
  private int lost;

  private int given;
  private boolean begun;

  /**
   * Something is done to nodes.
   *
   * @param who the nodes, if that is known
   */
  void act(Step.Deed deed, OptionalInt who, Words words) {
    switch (deed) {
      case START -> {
        begun = true;
        refuse(words, who, up, "nodes that don't run");
        turn(who, true);
      }
      case STOP, KILL -> {
        refuse(words, who, down, "nodes that run");
        turn(who, false);
      }
      case POWER_OFF -> turn(who, false);
      case PAUSE, RESUME -> refuse(words, who, down, "nodes that run");
      case CORRUPT -> {
        refuse(words, who, up, "nodes that are down");
        lose(who.orElse(ALL)); // whether it starts again, its kernel decides
      }
    }
  }

  /** Nodes have to lead. */
  void elect(OptionalInt who, Words words) {
    refuse(words, who, down, "nodes that run");
  }

  /** Nodes get logs. */
  void give(OptionalInt who, Words words) {
    if (begun) {
      throw words.wrong(words.text(), "'given' before the first 'start'");
    }
    if (who.isEmpty()) {
      throw words.wrong(words.text(), "nodes by number: none of them runs yet");
    }
    refuse(words, who, given, "a log once for each node");
    given |= who.getAsInt();
  }

  /** A fault begins. */
  void strike(FaultKind kind) {
    switch (kind) {
      case CRASH, CRASH_WRITING, CRASH_RECOVERING, CRASH_ELECTING, POWER_LOSS, STOP -> lose(ALL);
      default -> {}
    }
  }

  private static void refuse(Words words, OptionalInt who, int wrong, String expected) {
    int found = who.orElse(0) & wrong;
    if (found != 0) {
      int node = 1 + Integer.numberOfTrailingZeros(found);
      throw words.wrong(words.text(), expected + "; it is otherwise with node " + node);
    }
  }

  private void turn(OptionalInt who, boolean on) {
    if (who.isEmpty()) {
      up = 0;
      down = 0;
      return;
    }
    int nodes = who.getAsInt() & ~lost;
    up = on ? up | nodes : up & ~nodes;
    down = on ? down & ~nodes : down | nodes;
  }

  private void lose(int nodes) {
    lost |= nodes;
    up &= ~nodes;
    down &= ~nodes;
  }
}
