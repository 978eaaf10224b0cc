package io.apexkv.sim.marks;

import io.apexkv.sim.plan.BatchShape;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import java.util.List;
import java.util.function.Predicate;

/** What a plan must have in it, lest it be impossible to go somewhere. */
final class Needs {

  /** Nothing: every run goes there, or may. */
  static final Predicate<Plan> NOTHING = plan -> true;

  /** More than one server. */
  static final Predicate<Plan> PEERS = plan -> plan.cluster().nodes() > 1;

  /** Clients with sessions. */
  static final Predicate<Plan> SESSIONS = plan -> plan.workload().sessionClients() > 0;

  /** Clients without sessions. */
  static final Predicate<Plan> PLAIN = plan -> plan.workload().rawClients() > 0;

  /** Room for fewer sessions than there may be. */
  static final Predicate<Plan> FEW_SESSIONS =
      SESSIONS.and(
          plan -> plan.cluster().limits().sessions() < 2 * plan.workload().sessionClients());

  /** Sessions that live shortly. */
  static final Predicate<Plan> SHORT_SESSIONS =
      SESSIONS.and(plan -> plan.cluster().limits().sessionMillis() < 1_500);

  /** A log that can be filled. */
  static final Predicate<Plan> SMALL_LOG =
      plan -> plan.cluster().limits().logBudgetBytes() < 1L << 30;

  /** Memory that can be filled. */
  static final Predicate<Plan> FEW_CHUNKS = plan -> plan.cluster().hasFewChunks();

  /** A log of which only the end is in memory. */
  static final Predicate<Plan> SMALL_TAIL = plan -> plan.cluster().limits().tailBytes() <= 1 << 16;

  /** Few bytes that may be pending. */
  static final Predicate<Plan> SMALL_PENDING =
      plan -> plan.cluster().limits().pendingBytes() <= 1 << 14;

  /** Few bytes that may be pending of one connection. */
  static final Predicate<Plan> SMALL_CONNECTIONS =
      plan -> plan.cluster().limits().connectionBytes() <= 1 << 13;

  /** Batches that are cut, by luck after one input. */
  static final Predicate<Plan> BATCHES_OF_ONE = plan -> plan.shapes().batches() != BatchShape.ALL;

  /** Batches that are not cut. */
  static final Predicate<Plan> LARGE_BATCHES =
      plan -> plan.shapes().batches() != BatchShape.SINGLE && plan.shapes().batchInputs() >= 16;

  private static final List<FaultKind> DEATHS =
      List.of(
          FaultKind.CRASH,
          FaultKind.CRASH_WRITING,
          FaultKind.CRASH_RECOVERING,
          FaultKind.CRASH_ELECTING,
          FaultKind.POWER_LOSS);

  /** What makes leaders go, or look as if they had gone, besides deaths. */
  private static final List<FaultKind> SILENCE =
      List.of(
          FaultKind.DROP,
          FaultKind.DELAY,
          FaultKind.PARTITION,
          FaultKind.ONE_WAY_PARTITION,
          FaultKind.DEPOSE,
          FaultKind.SWIZZLE,
          FaultKind.RING,
          FaultKind.SLOW_LINK,
          FaultKind.PAUSE,
          FaultKind.STOP,
          FaultKind.SLOW_DISK);

  /** Processes that die without having been told to stop. */
  static final Predicate<Plan> DEATH = plan -> strikes(plan, DEATHS);

  /** Leaders that change. */
  static final Predicate<Plan> CHANGES = PEERS.and(DEATH.or(plan -> strikes(plan, SILENCE)));

  private Needs() {}

  /** Faults of a kind. */
  static Predicate<Plan> any(FaultKind... kinds) {
    List<FaultKind> wanted = List.of(kinds);
    return plan -> strikes(plan, wanted);
  }

  private static boolean strikes(Plan plan, List<FaultKind> kinds) {
    for (Fault fault : plan.faults()) {
      if (kinds.contains(fault.kind())) {
        return true;
      }
    }
    return false;
  }
}
