package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;

/**
 * A declared fault as a line.
 *
 * <pre>
 *   fault KIND on leader | all | NODES [group N] from TIME [until TIME] [clients NUMBERS] [magnitude N]
 * </pre>
 *
 * <p>Without {@code until} it lasts no time. The group is 1 where the leader is struck and 0, none,
 * elsewhere. Magnitudes are in the units of {@link Fault#magnitude}.
 */
final class FaultLine {

  private static final Unit<FaultKind> KIND = new Units.Names<>(FaultKind.values());
  private static final Unit<Integer> NUMBER = Units.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final Unit<Integer> GROUP = Units.number(0, 1 << 10);

  private FaultLine() {}

  /** Reads what follows the word {@code fault}. */
  static Fault read(Words words, int everyNode) {
    FaultKind kind = KIND.read(words);
    words.must("on");
    int nodes = words.take("leader") ? 0 : words.take("all") ? everyNode : nodes(words, everyNode);
    int group = words.take("group") ? GROUP.read(words) : usualGroup(nodes);
    words.must("from");
    long from = Units.DURATION.read(words);
    long until = from;
    if (words.take("until")) {
      String word = String.valueOf(words.peek());
      until = Units.DURATION.read(words);
      if (until < from) {
        throw words.wrong(word, "a time that is not before " + Units.DURATION.write(from));
      }
    }
    int clients = words.take("clients") ? Units.NODES.read(words) : 0;
    int magnitude = words.take("magnitude") ? NUMBER.read(words) : 0;
    return new Fault(kind, from, until, nodes, group, clients, magnitude);
  }

  private static int nodes(Words words, int everyNode) {
    String word = String.valueOf(words.peek());
    int nodes = Units.NODES.read(words);
    if (nodes == 0 || (nodes & ~everyNode) != 0) {
      throw words.wrong(word, "leader, all, or some of the nodes " + Units.NODES.write(everyNode));
    }
    return nodes;
  }

  private static int usualGroup(int nodes) {
    return nodes == 0 ? 1 : 0;
  }

  /** The line of a fault. */
  static String write(Fault fault, int everyNode) {
    StringBuilder line = new StringBuilder("fault ").append(KIND.write(fault.kind()));
    String whom =
        fault.strikesLeader()
            ? "leader"
            : fault.nodes() == everyNode ? "all" : Units.NODES.write(fault.nodes());
    line.append(" on ").append(whom);
    if (fault.group() != usualGroup(fault.nodes())) {
      line.append(" group ").append(fault.group());
    }
    line.append(" from ").append(Units.DURATION.write(fault.atNanos()));
    if (fault.untilNanos() != fault.atNanos()) {
      line.append(" until ").append(Units.DURATION.write(fault.untilNanos()));
    }
    if (fault.clients() != 0) {
      line.append(" clients ").append(Units.NODES.write(fault.clients()));
    }
    if (fault.magnitude() != 0) {
      line.append(" magnitude ").append(fault.magnitude());
    }
    return line.append('\n').toString();
  }
}
