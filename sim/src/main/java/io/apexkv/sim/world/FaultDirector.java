package io.apexkv.sim.world;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
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
 * when every cut was mended, a node boots when no fault keeps it down.
 */
public final class FaultDirector {

  private static final long MILLI = 1_000_000L;
  private static final long MICRO = 1_000L;

  private final World world;
  private final Plan plan;
  private final Reach reach;
  private final Noise noise;
  private final long[] injected = new long[FaultKind.values().length];
  private final List<Fault> lateEngines = new ArrayList<>();
  private final List<Fault> awaitingElection = new ArrayList<>();

  /** By node: how many faults keep it down. */
  private final int[] holds;

  /** By node: whether its process ends as soon as it has drained. */
  private final boolean[] stopping;

  private @Nullable LuckRecord record;
  private boolean safetyOver;

  FaultDirector(World world, Reach reach, Noise noise) {
    this.world = world;
    this.plan = world.plan();
    this.reach = reach;
    this.noise = noise;
    this.holds = new int[world.size() + 1];
    this.stopping = new boolean[holds.length];
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
      at(world.luck().below(5 * MILLI, Purpose.PLAN, -3, id, 0), node::boot);
    }
    for (Fault fault : plan.faults()) {
      at(fault.atNanos(), () -> begin(fault));
    }
    at(plan.safetyNanos(), this::beginLiveness);
  }

  private void at(long timeNanos, Runnable action) {
    world
        .queue()
        .at(
            timeNanos,
            new Event() {
              @Override
              protected void happen() {
                action.run();
              }
            });
  }

  /** Something that a fault does later, and that the end of the safety phase makes void. */
  private void untilLiveness(long timeNanos, Runnable action) {
    at(
        timeNanos,
        () -> {
          if (!safetyOver) {
            action.run();
          }
        });
  }

  void begin(Fault fault) {
    int struck = fault.strikesLeader() ? leaderOf(fault.group()) : fault.nodes();
    if (struck == 0 || safetyOver) {
      return;
    }
    LuckRecord to = record;
    if (to != null) {
      to.aimed(fault, struck);
    }
    injected[fault.kind().ordinal()]++;
    switch (fault.kind()) {
      case DROP, DUPLICATE, DELAY, REORDER, BIT_FLIP -> {
        noise.begin(fault);
        untilLiveness(fault.untilNanos(), () -> noise.end(fault));
      }
      case SLOW_LINK -> slowLink(fault.on(struck));
      case PARTITION, ONE_WAY_PARTITION -> partition(fault, struck);
      case CLIENT_PARTITION -> clientPartition(fault, struck);
      case CONNECTION_RESET -> each(struck, node -> resetConnections(node.id()));
      case CRASH -> each(struck, node -> crash(fault, node));
      case CRASH_WRITING -> each(struck, node -> crashWriting(fault, node));
      case CRASH_RECOVERING -> each(struck, node -> crashRecovering(fault, node));
      case POWER_LOSS -> each(struck, node -> losePower(node, fault.untilNanos()));
      case CRASH_ELECTING -> {
        each(leaderOf(fault.group()), node -> crashFor(node, fault.untilNanos() - fault.atNanos()));
        int slow = 1 + (int) world.luck().below(32, Purpose.PLAN, fault.atNanos(), -6, 0);
        each(fault.nodes(), node -> node.disk().slowDown(slow));
        awaitingElection.add(fault);
      }
      case PAUSE -> each(struck, node -> pause(fault, node));
      case STOP -> each(struck, node -> stop(fault, node));
      case CLOCK_DRIFT ->
          each(
              struck,
              node -> {
                node.clock().drift(world.nowNanos(), fault.magnitude());
                long jump = world.luck().below(20_000, Purpose.PLAN, fault.atNanos(), -4, 0);
                node.clock().stepWall(jump - 10_000);
              });
      case SLOW_DISK -> each(struck, node -> slowDisk(fault, node));
      case LATE_ENGINE -> {
        lateEngines.add(fault);
        untilLiveness(fault.untilNanos(), () -> lateEngines.remove(fault));
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
    untilLiveness(fault.untilNanos(), () -> noise.end(fault));
    if (fault.clients() != 0) {
      long fullNanos = fault.atNanos() + 2L * fault.magnitude() * MICRO;
      untilLiveness(fullNanos, () -> cutWayBack(fault));
    }
  }

  /** Clients that are cut off lose their connections too, and so look for another leader. */
  private void cutWayBack(Fault fault) {
    long until = fault.untilNanos();
    Fault cut =
        new Fault(FaultKind.ONE_WAY_PARTITION, world.nowNanos(), until, fault.nodes(), 0, 0, 0);
    partition(cut, fault.nodes());
    each(fault.nodes(), node -> world.clients().resetAll(node.id()));
    changeClientCuts(fault.clients(), fault.nodes(), true);
    untilLiveness(until, () -> changeClientCuts(fault.clients(), fault.nodes(), false));
  }

  private void partition(Fault fault, int side) {
    changeCuts(fault, side, true);
    world.peers().loseCutLinks(fault.atNanos());
    untilLiveness(
        fault.untilNanos(),
        () -> {
          changeCuts(fault, side, false);
          world.peers().reachChanged();
        });
  }

  /** Cuts a side from the rest or mends it; a node that is the bridge goes on reaching everyone. */
  private void changeCuts(Fault fault, int side, boolean cut) {
    boolean bothWays = fault.kind() == FaultKind.PARTITION;
    int bridge = fault.magnitude();
    for (int from = 1; from <= world.size(); from++) {
      for (int to = 1; to <= world.size(); to++) {
        boolean fromIn = (side & 1 << (from - 1)) != 0;
        boolean toIn = (side & 1 << (to - 1)) != 0;
        boolean apart = fromIn != toIn && from != bridge && to != bridge;
        if (apart && (fromIn || bothWays)) {
          changeCut(Reach.node(from), Reach.node(to), cut);
        }
      }
    }
  }

  private void changeCut(int from, int to, boolean cut) {
    if (cut) {
      reach.cut(from, to);
    } else {
      reach.mend(from, to);
    }
  }

  private void clientPartition(Fault fault, int struck) {
    changeClientCuts(fault.clients(), struck, true);
    untilLiveness(fault.untilNanos(), () -> changeClientCuts(fault.clients(), struck, false));
  }

  private void changeClientCuts(int clients, int nodes, boolean cut) {
    for (int client = 0; client < plan.workload().clients(); client++) {
      for (int id = 1; id <= world.size(); id++) {
        if ((clients & 1 << client) != 0 && (nodes & 1 << (id - 1)) != 0) {
          changeCut(Reach.client(client), Reach.node(id), cut);
          changeCut(Reach.node(id), Reach.client(client), cut);
        }
      }
    }
  }

  /** Half of the crashes fall between two effects of a flush, the others between batches. */
  private void crash(Fault fault, Node node) {
    hold(node, fault.untilNanos());
    Process process = node.process();
    long life = node.lives();
    boolean inFlush =
        world.luck().chance(Luck.MILLION / 2, Purpose.CRASH_POINT, node.id(), fault.atNanos(), -1);
    if (process == null || !inFlush) {
      node.crash();
      return;
    }
    process.dieInFlush(false);
    long latest = Math.min(world.nowNanos() + 20 * MILLI, fault.untilNanos());
    untilLiveness(latest, () -> crashIfSameLife(node, life));
  }

  private static void crashIfSameLife(Node node, long life) {
    if (node.lives() == life) {
      node.crash();
    }
  }

  private void crashWriting(Fault fault, Node node) {
    Process process = node.process();
    if (process == null) {
      return;
    }
    long life = node.lives();
    process.dieInFlush(true);
    hold(node, fault.untilNanos() + MILLI);
    untilLiveness(fault.untilNanos(), () -> crashIfSameLife(node, life));
  }

  private void crashRecovering(Fault fault, Node node) {
    hold(node, fault.untilNanos());
    node.crash();
    long soon = fault.magnitude() * MICRO;
    long first = fault.untilNanos() + soon;
    long second = first + 2 * MILLI + 3 * soon;
    untilLiveness(first, () -> crashFor(node, 2 * MILLI));
    untilLiveness(second, () -> crashFor(node, 2 * MILLI));
  }

  private void crashFor(Node node, long nanos) {
    Subject subject = node.subject();
    if (subject != null && subject.bootCounter() == 0) {
      world.mark(World.CRASH_IN_RECOVERY);
    }
    hold(node, world.nowNanos() + nanos);
    node.crash();
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

  private void stop(Fault fault, Node node) {
    Process process = node.process();
    if (process == null) {
      return;
    }
    long life = node.lives();
    stopping[node.id()] = true;
    process.admin(AdminOrder.DRAIN);
    hold(node, fault.untilNanos() + MILLI);
    untilLiveness(fault.untilNanos(), () -> crashIfSameLife(node, life));
  }

  /** A node that was told to stop ends once it has drained. */
  void traced(Node node, Trace event) {
    if (event == Trace.DRAINED && stopping[node.id()]) {
      stopping[node.id()] = false;
      long life = node.lives();
      untilLiveness(world.nowNanos() + MILLI, () -> crashIfSameLife(node, life));
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
    untilLiveness(
        world.nowNanos() + fault.magnitude() * MICRO,
        () -> {
          world.mark(World.POWER_LOST_IN_ELECTION);
          long back = world.nowNanos() + fault.untilNanos() - fault.atNanos();
          each(fault.nodes(), node -> losePower(node, back));
          each(fault.nodes(), node -> node.disk().slowDown(1));
          int half = Luck.MILLION / 2;
          boolean stays =
              world.luck().chance(half, Purpose.CRASH_POINT, leader.id(), fault.atNanos(), -3);
          long aTerm = 4 * plan.cluster().timing().electionTimeoutNanos();
          losePower(leader, stays ? back + aTerm : back);
        });
  }

  private void losePower(Node node, long untilNanos) {
    hold(node, untilNanos);
    node.losePower();
  }

  private void slowDisk(Fault fault, Node node) {
    if (fault.magnitude() == 0) {
      node.disk().stallUntil(fault.untilNanos());
    } else {
      node.disk().slowDown(fault.magnitude());
      untilLiveness(fault.untilNanos(), () -> node.disk().slowDown(1));
    }
  }

  /** Keeps a node down, once it is, until then. */
  private void hold(Node node, long untilNanos) {
    holds[node.id()]++;
    untilLiveness(
        untilNanos,
        () -> {
          holds[node.id()]--;
          if (holds[node.id()] == 0) {
            stopping[node.id()] = false;
            node.boot();
          }
        });
  }

  /** The nodes, as a bit set, of whoever leads a group in its newest term; else of any node. */
  private int leaderOf(int group) {
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
    long any = world.luck().below(world.size(), Purpose.PLAN, -5, world.nowNanos(), group);
    return leader != 0 ? leader : 1 << any;
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
    safetyOver = true;
    noise.silence();
    lateEngines.clear();
    awaitingElection.clear();
    reach.mendAll();
    for (int id = 1; id <= world.size(); id++) {
      if ((plan.core() & 1 << (id - 1)) == 0) {
        expel(world.node(id));
      }
    }
    for (int id = 1; id <= world.size(); id++) {
      Node node = world.node(id);
      node.disk().heal();
      node.pausedUntilNanos = 0;
      boolean dead = (plan.core() & 1 << (id - 1)) == 0 && isDeadOutside();
      if (!dead) {
        restartIfDoomed(node);
        node.boot();
        Process process = node.process();
        if (process != null) {
          process.wake(world.nowNanos());
        }
      }
    }
    world.peers().reachChanged();
  }

  private boolean isDeadOutside() {
    return plan.outsiders() == Outsiders.DEAD;
  }

  /** A process that was told to die or to drain would not serve: it begins anew. */
  private void restartIfDoomed(Node node) {
    if (holds[node.id()] > 0) {
      node.crash();
    }
  }

  private void expel(Node node) {
    int me = Reach.node(node.id());
    for (int other = 1; other <= world.size(); other++) {
      if (other != node.id()) {
        expel(me, Reach.node(other));
      }
    }
    for (int client = 0; client < plan.workload().clients(); client++) {
      expel(me, Reach.client(client));
    }
    if (isDeadOutside()) {
      node.crash();
    }
  }

  private void expel(int me, int other) {
    switch (plan.outsiders()) {
      case DEAD -> {}
      case ISOLATED -> {
        reach.cut(me, other);
        reach.cut(other, me);
      }
      case DEAF -> reach.cut(other, me);
      case MUTE -> reach.cut(me, other);
    }
  }
}
