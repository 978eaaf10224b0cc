package io.apexkv.sim.world;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.network.Noise;
import io.apexkv.sim.network.Reach;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.LuckRecord;
import io.apexkv.sim.plan.Outsiders;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins and ends the faults of a plan. Overlapping faults are counted: a pair reaches each other
 * when every cut was mended ({@link Cuts}), a node boots when no fault keeps it down ({@link
 * Deaths}).
 */
public final class FaultDirector {

  private static final long MILLI = 1_000_000L;
  private static final long MICRO = 1_000L;

  private final World world;
  private final Plan plan;
  private final Noise noise;
  private final Agenda agenda;
  private final Cuts cuts;
  private final Deaths deaths;
  private final long[] injected = new long[FaultKind.values().length];
  private final List<Fault> lateEngines = new ArrayList<>();
  private final List<Deposition> depositions = new ArrayList<>();

  private @Nullable LuckRecord record;

  FaultDirector(World world, Reach reach, Noise noise) {
    this.world = world;
    this.plan = world.plan();
    this.noise = noise;
    this.agenda = new Agenda(world.queue());
    this.cuts = new Cuts(reach, world.size(), plan.workload().clients());
    this.deaths = new Deaths(world, agenda);
  }

  /** How often a kind was injected; for kinds that strike single frames: how many. */
  public long injected(FaultKind kind) {
    return switch (kind) {
      case DROP, DUPLICATE, DELAY, REORDER, BIT_FLIP, SLOW_LINK -> noise.struck(kind);
      default -> injected[kind.ordinal()];
    };
  }

  /** From now on, whom a fault strikes is written down. */
  void recordTo(LuckRecord newRecord) {
    record = newRecord;
  }

  void schedule() {
    for (int id = 1; id <= world.size(); id++) {
      Node node = world.node(id);
      agenda.at(world.luck().below(5 * MILLI, Purpose.PLAN, -3, id, 0), node::boot);
    }
    for (Fault fault : plan.faults()) {
      agenda.at(fault.atNanos(), () -> begin(fault));
    }
    agenda.at(plan.safetyNanos(), this::beginLiveness);
  }

  void begin(Fault fault) {
    int struck = fault.strikesLeader() ? leaderOf(fault.group()) : fault.nodes();
    if (struck == 0 || agenda.isSafetyOver()) {
      return;
    }
    LuckRecord to = record;
    if (to != null) {
      to.aimed(fault, struck);
    }
    injected[fault.kind().ordinal()]++;
    world.observer().struck(fault, struck);
    switch (fault.kind()) {
      case DROP, DUPLICATE, DELAY, REORDER, BIT_FLIP -> {
        noise.begin(fault);
        agenda.untilLiveness(fault.untilNanos(), () -> noise.end(fault));
      }
      case SLOW_LINK -> slowLink(fault.on(struck));
      case PARTITION, ONE_WAY_PARTITION -> partition(fault, struck);
      case DEPOSE -> depose(fault, struck);
      case SWIZZLE -> swizzle(fault, struck);
      case RING -> ring(fault);
      case CLIENT_PARTITION -> {
        cuts.clients(fault.clients(), struck, true);
        agenda.untilLiveness(
            fault.untilNanos(), () -> cuts.clients(fault.clients(), struck, false));
      }
      case CONNECTION_RESET -> each(struck, node -> resetConnections(node.id()));
      case CRASH -> each(struck, node -> deaths.crash(fault, node));
      case CRASH_WRITING -> each(struck, node -> deaths.crashWriting(fault, node));
      case CRASH_RECOVERING -> each(struck, node -> deaths.crashRecovering(fault, node));
      case POWER_LOSS -> deaths.powerLoss(fault);
      case CRASH_ELECTING -> deaths.crashElecting(fault, leaderOf(fault.group()));
      case PAUSE -> {
        each(struck, node -> pause(fault, node));
        if (fault.clients() != 0) {
          partition(fault, struck);
        }
      }
      case STOP -> each(struck, node -> deaths.stop(fault, node));
      case CLOCK_DRIFT ->
          each(struck, node -> node.clock().drift(world.nowNanos(), fault.magnitude()));
      case CLOCK_STEP -> each(struck, node -> stepClock(fault, node.clock()));
      case SLOW_DISK -> each(struck, node -> slowDisk(fault, node));
      case LATE_ENGINE -> {
        lateEngines.add(fault);
        agenda.untilLiveness(fault.untilNanos(), () -> lateEngines.remove(fault));
      }
    }
  }

  private void resetConnections(int node) {
    world.peers().resetAll(node);
    world.clients().resetAll(node);
  }

  private interface OnNode {
    void act(Node node);
  }

  private void each(int nodes, OnNode action) {
    for (int id = 1; id <= world.size(); id++) {
      if ((nodes & 1 << (id - 1)) != 0) {
        action.act(world.node(id));
      }
    }
  }

  private void slowLink(Fault fault) {
    noise.begin(fault);
    agenda.untilLiveness(fault.untilNanos(), () -> noise.end(fault));
    if (fault.clients() != 0) {
      long fullNanos = fault.atNanos() + 2L * fault.magnitude() * MICRO;
      agenda.untilLiveness(fullNanos, () -> cutWayBack(fault));
    }
  }

  /**
   * Clients that are cut off lose their connections too, and so look for another leader. Servers
   * keep theirs: what is in the queue still arrives.
   */
  private void cutWayBack(Fault fault) {
    long until = fault.untilNanos();
    Fault cut =
        new Fault(FaultKind.ONE_WAY_PARTITION, world.nowNanos(), until, fault.nodes(), 0, 0, 0);
    cuts.sides(cut, fault.nodes(), true);
    each(fault.nodes(), node -> world.clients().resetAll(node.id(), fault.clients()));
    cuts.clients(fault.clients(), fault.nodes(), true);
    agenda.untilLiveness(
        until,
        () -> {
          cuts.sides(cut, fault.nodes(), false);
          cuts.clients(fault.clients(), fault.nodes(), false);
          world.peers().reachChanged();
        });
  }

  private void partition(Fault fault, int side) {
    cuts.sides(fault, side, true);
    world.peers().loseCutLinks(fault.atNanos());
    boolean minority = 2 * Integer.bitCount(side) < world.size();
    boolean hasGroup = fault.group() != 0;
    if (fault.clients() != 0
        && minority
        && hasGroup
        && (side & knownLeaderOf(fault.group())) != 0) {
      world.mark(RarePath.MINORITY_LEADER_WITH_CLIENTS);
    }
    agenda.untilLiveness(
        fault.untilNanos(),
        () -> {
          cuts.sides(fault, side, false);
          world.peers().reachChanged();
        });
  }

  private void depose(Fault fault, int leader) {
    Deposition deposition = new Deposition(world, agenda, cuts, fault);
    depositions.add(deposition);
    deposition.cutOff(leader);
    agenda.untilLiveness(
        fault.untilNanos(),
        () -> {
          depositions.remove(deposition);
          deposition.end();
        });
  }

  /** In the first half nodes are cut off one after another, in the second they come back. */
  private void swizzle(Fault fault, int struck) {
    int[] leaving = shuffled(struck, fault, 0);
    int[] coming = shuffled(struck, fault, 1);
    long step = (fault.untilNanos() - fault.atNanos()) / 2 / leaving.length;
    long half = (fault.atNanos() + fault.untilNanos()) / 2;
    for (int i = 0; i < leaving.length; i++) {
      int leaves = leaving[i];
      int comes = coming[i];
      agenda.untilLiveness(
          fault.atNanos() + i * step,
          () -> {
            cuts.alone(leaves, fault.clients(), true);
            world.peers().loseCutLinks(fault.atNanos() + leaves);
          });
      agenda.untilLiveness(
          half + (i + 1) * step,
          () -> {
            cuts.alone(comes, fault.clients(), false);
            world.peers().reachChanged();
          });
    }
  }

  private void ring(Fault fault) {
    int[] order = shuffled(plan.cluster().everyNode(), fault, 2);
    cuts.ring(order, true);
    world.peers().loseCutLinks(fault.atNanos());
    agenda.untilLiveness(
        fault.untilNanos(),
        () -> {
          cuts.ring(order, false);
          world.peers().reachChanged();
        });
  }

  /** The ids of some nodes in an order that is the fault's luck. */
  private int[] shuffled(int nodes, Fault fault, int which) {
    int[] ids = new int[Integer.bitCount(nodes)];
    int count = 0;
    for (int id = 1; id <= world.size(); id++) {
      if ((nodes & 1 << (id - 1)) != 0) {
        int place =
            (int) world.luck().below(count + 1, Purpose.FAULT, fault.atNanos(), id, 10 + which);
        ids[count++] = ids[place];
        ids[place] = id;
      }
    }
    return ids;
  }

  private void pause(Fault fault, Node node) {
    Process process = node.process();
    if (process == null) {
      return;
    }
    if (fault.magnitude() == 1) {
      process.freezeInBatch(fault.untilNanos() - fault.atNanos());
    } else {
      node.pausedUntilNanos = Math.max(node.pausedUntilNanos, fault.untilNanos());
    }
  }

  private void stepClock(Fault fault, SimClock clock) {
    if (fault.magnitude() == 0) {
      clock.freezeWall(world.nowNanos(), fault.untilNanos());
    } else {
      clock.stepWall(fault.magnitude());
    }
  }

  private void slowDisk(Fault fault, Node node) {
    if (fault.magnitude() == 0) {
      node.disk().stallUntil(fault.untilNanos());
    } else {
      node.disk().slowDown(fault.magnitude());
      agenda.untilLiveness(fault.untilNanos(), () -> node.disk().slowDown(1));
    }
  }

  /** Some faults wait for what kernels report. */
  void traced(Node node, Trace event, long group) {
    deaths.traced(node, event);
    if (event == Trace.LEADER) {
      for (int i = 0; i < depositions.size(); i++) {
        if (depositions.get(i).concerns((int) group)) {
          depositions.get(i).elected(node.id());
        }
      }
    }
  }

  /** The node, as a bit, that leads a group in its newest term; else any node. */
  private int leaderOf(int group) {
    int leader = knownLeaderOf(group);
    long any = world.luck().below(world.size(), Purpose.PLAN, -5, world.nowNanos(), group);
    return leader != 0 ? leader : 1 << any;
  }

  private int knownLeaderOf(int group) {
    int leader = 0;
    long newest = -1;
    for (int id = 1; id <= world.size(); id++) {
      Subject subject = world.node(id).subject();
      if (subject != null && subject.bootCounter() != 0) {
        ReplicaView replica = subject.replica(group);
        if (replica.leads() && replica.term() > newest) {
          newest = replica.term();
          leader = 1 << (id - 1);
        }
      }
    }
    return leader;
  }

  /** How late a node's engine has a key at hand; 0: at once. */
  long engineDelayNanos(int node, long keyHash, long occurrence) {
    for (int i = 0; i < lateEngines.size(); i++) {
      Fault fault = lateEngines.get(i);
      if ((fault.nodes() & 1 << (node - 1)) != 0) {
        long draw = world.luck().draw(Purpose.LATE_ENGINE, node, keyHash, occurrence);
        if ((draw & 3) == 0) {
          return 1 + Long.remainderUnsigned(draw >>> 2, fault.magnitude() * MICRO);
        }
      }
    }
    return 0;
  }

  /** The core is healed; everything that is wrong with the others stays wrong for good. */
  private void beginLiveness() {
    agenda.endSafety();
    noise.silence();
    lateEngines.clear();
    depositions.clear();
    deaths.endSafety();
    cuts.mendAll();
    for (int id = 1; id <= world.size(); id++) {
      if (!isInCore(id)) {
        cuts.expel(id, plan.outsiders());
        if (isDeadOutside()) {
          world.node(id).crash();
        }
      }
    }
    for (int id = 1; id <= world.size(); id++) {
      Node node = world.node(id);
      node.disk().heal();
      node.clock().freezeWall(world.nowNanos(), world.nowNanos());
      node.pausedUntilNanos = 0;
      if (isInCore(id) || !isDeadOutside()) {
        deaths.restartIfDoomed(node);
        Process process = node.process();
        if (process != null) {
          process.wake(world.nowNanos());
        }
      }
    }
    world.peers().reachChanged();
  }

  private boolean isInCore(int node) {
    return (plan.core() & 1 << (node - 1)) != 0;
  }

  private boolean isDeadOutside() {
    return plan.outsiders() == Outsiders.DEAD;
  }
}
