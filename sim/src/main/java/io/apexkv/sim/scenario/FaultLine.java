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
 * <p>Without {@code until} it lasts no time. The group is 1 where a leader is struck and 0, none,
 * elsewhere. Magnitudes are in the units of {@link Fault#magnitude}.
 */
final class FaultLine {

  private static final Unit<FaultKind> KIND = new Units.Names<>(FaultKind.values());

  private FaultLine() {}

  /** Reads what follows the word {@code fault}; the settings are those of the whole scenario. */
  static Fault read(Words words, Settings settings) {
    FaultKind kind = KIND.read(words);
    words.must("on");
    int everyNode = settings.everyNode();
    int nodes =
        words.take("leader")
            ? 0
            : words.take("all")
                ? everyNode
                : some(words, everyNode, "leader, all, or some of the nodes ");
    int usualGroup = usualGroup(kind, nodes);
    Unit<Integer> groups = Units.number(usualGroup, settings.groups());
    int group = words.take("group") ? groups.read(words) : usualGroup;
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
    int clients =
        words.take("clients") ? some(words, settings.everyClient(), "some of the clients ") : 0;
    int magnitude = Magnitudes.read(words, kind, settings.nodes());
    return new Fault(kind, from, until, nodes, group, clients, magnitude);
  }

  private static int some(Words words, int every, String expected) {
    String word = String.valueOf(words.peek());
    int some = Units.NODES.read(words);
    if (some == 0 || (some & ~every) != 0) {
      throw words.wrong(word, expected + Units.NODES.write(every));
    }
    return some;
  }

  /** The least that makes sense: a leader leads a group. */
  private static int usualGroup(FaultKind kind, int nodes) {
    return nodes == 0 || kind == FaultKind.CRASH_ELECTING ? 1 : 0;
  }

  /** The line of a fault. */
  static String write(Fault fault, int everyNode) {
    StringBuilder line = new StringBuilder("fault ").append(KIND.write(fault.kind()));
    String whom =
        fault.strikesLeader()
            ? "leader"
            : fault.nodes() == everyNode ? "all" : Units.NODES.write(fault.nodes());
    line.append(" on ").append(whom);
    if (fault.group() != usualGroup(fault.kind(), fault.nodes())) {
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
