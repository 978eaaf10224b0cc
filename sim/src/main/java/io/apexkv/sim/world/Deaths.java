package io.apexkv.sim.world;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.Trace;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets processes die and machines lose power, at any moment or at the worst one, and boots them
 * when no fault keeps them down any more.
 */
final class Deaths {

  private static final long MILLI = 1_000_000L;
  private static final long MICRO = 1_000L;
  private static final int HALF = Luck.MILLION / 2;

  /** How long a fault waits for the moment that it wants. */
  private static final long PATIENCE_NANOS = 20 * MILLI;

  private final World world;
  private final Agenda agenda;
  private final List<Fault> awaitingElection = new ArrayList<>();

  /** By node: how many faults keep it down. */
  private final int[] holds;

  /** By node: whether its process ends as soon as it has drained. */
  private final boolean[] stopping;

  Deaths(World world, Agenda agenda) {
    this.world = world;
    this.agenda = agenda;
    this.holds = new int[world.size() + 1];
    this.stopping = new boolean[holds.length];
  }

  void crash(Fault fault, Node node) {
    hold(node, fault.untilNanos());
    Process process = node.process();
    Moment moment = Moment.of(fault.magnitude());
    if (process == null || moment == Moment.ANY) {
      node.crash();
      return;
    }
    long life = node.lives();
    long latest = Math.min(world.nowNanos() + PATIENCE_NANOS, fault.untilNanos());
    if (moment == Moment.IN_FLUSH) {
      process.dieInFlush(false);
      agenda.untilLiveness(latest, () -> crashIfSameLife(node, life));
    } else {
      agenda.asSoonAs(() -> isRipe(node, moment), latest, () -> crashIfSameLife(node, life));
    }
  }

  private boolean isRipe(Node node, Moment moment) {
    Subject subject = node.subject();
    if (moment == Moment.WRITING || subject == null || subject.bootCounter() == 0) {
      return node.disk().writesInFlight() > 0;
    }
    for (int group = 1; group <= world.plan().cluster().groups(); group++) {
      ReplicaView replica = subject.replica(group);
      if (replica.leads() && replica.lastIndex() > replica.commitIndex()) {
        return true;
      }
    }
    return false;
  }

  private static void crashIfSameLife(Node node, long life) {
    if (node.lives() == life) {
      node.crash();
    }
  }

  /** In the flush that gives a write to the disk, between two effects. */
  void crashWriting(Fault fault, Node node) {
    Process process = node.process();
    if (process == null) {
      return;
    }
    long life = node.lives();
    process.dieInFlush(true);
    hold(node, fault.untilNanos() + MILLI);
    agenda.untilLiveness(fault.untilNanos(), () -> crashIfSameLife(node, life));
  }

  /** Once, and again two to four times, soon after each boot. */
  void crashRecovering(Fault fault, Node node) {
    hold(node, fault.untilNanos());
    node.crash();
    long soon = fault.magnitude() * MICRO;
    long at = fault.untilNanos() + soon;
    long more = 2 + world.luck().below(3, Purpose.FAULT, fault.atNanos(), node.id(), 1);
    for (; more > 0; more--) {
      agenda.untilLiveness(at, () -> crashFor(node, 2 * MILLI));
      at += 2 * MILLI + soon + world.luck().below(2 * soon, Purpose.FAULT, at, node.id(), 2);
    }
  }

  void crashFor(Node node, long nanos) {
    hold(node, world.nowNanos() + nanos);
    node.crash();
  }

  /** All at one moment. */
  void powerLoss(Fault fault) {
    Runnable lightsOut =
        () -> {
          for (int id = 1; id <= world.size(); id++) {
            if ((fault.nodes() & 1 << (id - 1)) != 0) {
              losePower(world.node(id), fault.untilNanos());
            }
          }
        };
    if (Moment.of(fault.magnitude()) == Moment.ANY) {
      lightsOut.run();
    } else {
      long latest = Math.min(world.nowNanos() + PATIENCE_NANOS, fault.untilNanos());
      agenda.asSoonAs(this::mostAreWriting, latest, lightsOut);
    }
  }

  private boolean mostAreWriting() {
    int writing = 0;
    for (int id = 1; id <= world.size(); id++) {
      writing += world.node(id).disk().writesInFlight() > 0 ? 1 : 0;
    }
    return writing >= world.plan().cluster().quorum();
  }

  private void losePower(Node node, long untilNanos) {
    hold(node, untilNanos);
    node.losePower();
  }

  void stop(Fault fault, Node node) {
    Process process = node.process();
    if (process == null) {
      return;
    }
    long life = node.lives();
    stopping[node.id()] = true;
    process.admin(AdminOrder.DRAIN);
    hold(node, fault.untilNanos() + MILLI);
    agenda.untilLiveness(fault.untilNanos(), () -> crashIfSameLife(node, life));
  }

  /** The next election ends in the dark. */
  void crashElecting(Fault fault, int leader) {
    for (int id = 1; id <= world.size(); id++) {
      if ((leader & 1 << (id - 1)) != 0) {
        crashFor(world.node(id), fault.untilNanos() - fault.atNanos());
      }
    }
    int slow = 1 + (int) world.luck().below(32, Purpose.PLAN, fault.atNanos(), -6, 0);
    slowDown(fault, slow);
    awaitingElection.add(fault);
  }

  private void slowDown(Fault fault, int factor) {
    for (int id = 1; id <= world.size(); id++) {
      if ((fault.nodes() & 1 << (id - 1)) != 0) {
        world.node(id).disk().slowDown(factor);
      }
    }
  }

  /** A node that was told to stop ends once it has drained. */
  void traced(Node node, Trace event) {
    if (event == Trace.DRAINED && stopping[node.id()]) {
      stopping[node.id()] = false;
      long life = node.lives();
      agenda.untilLiveness(world.nowNanos() + MILLI, () -> crashIfSameLife(node, life));
    }
    if (event == Trace.LEADER) {
      awaitingElection.forEach(fault -> strikeElection(fault, node));
      awaitingElection.clear();
    }
  }

  /**
   * Somebody was elected: soon the lights go out. Half of the time the new leader stays away for so
   * long that the others elect one without knowing of it.
   */
  private void strikeElection(Fault fault, Node leader) {
    agenda.untilLiveness(
        world.nowNanos() + fault.magnitude() * MICRO,
        () -> {
          world.mark(RarePath.POWER_LOST_IN_ELECTION);
          long back = world.nowNanos() + fault.untilNanos() - fault.atNanos();
          for (int id = 1; id <= world.size(); id++) {
            if ((fault.nodes() & 1 << (id - 1)) != 0) {
              losePower(world.node(id), back);
            }
          }
          slowDown(fault, 1);
          boolean stays =
              world.luck().chance(HALF, Purpose.CRASH_POINT, leader.id(), fault.atNanos(), -3);
          long aTerm = 4 * world.plan().cluster().timing().electionTimeoutNanos();
          losePower(leader, stays ? back + aTerm : back);
        });
  }

  /** Keeps a node down, once it is, until then. */
  private void hold(Node node, long untilNanos) {
    holds[node.id()]++;
    agenda.untilLiveness(
        untilNanos,
        () -> {
          holds[node.id()]--;
          if (holds[node.id()] == 0) {
            stopping[node.id()] = false;
            node.boot();
          }
        });
  }

  /** Nobody waits for an election any more. */
  void endSafety() {
    awaitingElection.clear();
  }

  /** A process that was told to die or to drain would not serve in the end: it begins anew. */
  void restartIfDoomed(Node node) {
    if (holds[node.id()] > 0) {
      node.crash();
    }
    node.boot();
  }
}
