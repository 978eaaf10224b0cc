package io.apexkv.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.world.Lateness;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.SubjectFactory;
import io.apexkv.sim.world.Violation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LockStepTest {

  private static final long SECOND = 1_000_000_000L;

  /**
   * A crash, and so one boot more than there are nodes; then the node is alone, and waits for as
   * long as its seed says before it asks for votes.
   */
  private static final Plan PLAN =
      Planner.plan(5)
          .withWholeCore()
          .withPhases(4 * SECOND, SECOND / 2)
          .withFaults(
              List.of(
                  new Fault(FaultKind.CRASH, SECOND, SECOND + SECOND / 10, 1, 1, 0, 0),
                  new Fault(FaultKind.PARTITION, 2 * SECOND, 3 * SECOND, 1, 1, 0, 0)));

  private final AtomicInteger boots = new AtomicInteger();

  /** What a kernel is given when the crashed node boots again, in the one run and the other. */
  private interface Leak {
    long seed(long seed, boolean second);
  }

  private SubjectFactory leaking(Leak leak) {
    int bootsOfBoth = 2 * (PLAN.cluster().nodes() + 1);
    return new SubjectFactory() {
      @Override
      public byte[] format(Config config) {
        return KernelSubject.FACTORY.format(config);
      }

      @Override
      public Subject boot(Config config, long seed, Host host, Lateness lateness) {
        boolean last = boots.incrementAndGet() == bootsOfBoth;
        return KernelSubject.FACTORY.boot(config, leak.seed(seed, last), host, lateness);
      }
    };
  }

  @Test
  void twoRunsOfAPlanAreTheSame() {
    assertTrue(LockStep.compare(PLAN, leaking((seed, last) -> seed), Set.of()).isEmpty());
  }

  @Test
  void theFirstDifferenceComesAfterWhatBothDid() {
    LockStep.Difference found =
        LockStep.compare(PLAN, leaking((seed, last) -> last ? ~seed : seed), Set.of())
            .orElseThrow();
    TraceStep one = found.one();
    TraceStep other = found.other();
    assertTrue(one != null && other != null && !one.isSame(other), found::print);
    assertTrue(one != null && one.timeNanos() >= SECOND, "nothing differed before the leak");
    assertEquals(10, found.before().size());
    long last = found.before().getLast().number();
    assertTrue(one != null && one.number() == last + 1, found::print);
  }

  @Test
  void aRunThatEndsBeforeTheOtherDiffersToo() {
    Leak dies =
        (seed, last) -> {
          if (last) {
            throw new Violation("planted", "the second boot of one run");
          }
          return seed;
        };
    LockStep.Difference found = LockStep.compare(PLAN, leaking(dies), Set.of()).orElseThrow();
    boolean oneEnds = found.one() == null;
    assertNull(oneEnds ? found.one() : found.other());
    assertNotNull(oneEnds ? found.other() : found.one());
    assertTrue(found.print().contains(oneEnds ? "one      ends" : "another  ends"), found::print);
  }
}
