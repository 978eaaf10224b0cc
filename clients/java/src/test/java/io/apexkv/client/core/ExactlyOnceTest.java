package io.apexkv.client.core;

import static io.apexkv.client.core.ScriptedWorld.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Prng;
import io.apexkv.kernel.wire.ClientAnswer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Against a cluster that loses, delays and repeats what it may: no write is applied twice, and
 * every outcome is true, also long after it was told.
 */
class ExactlyOnceTest {

  private static final long MILLI = 1_000_000L;

  /** One write of a value that no other request writes, and what its caller was told. */
  private static final class Write implements Completion {
    final String value;
    @Nullable Outcome outcome;
    int appliedWhenTold;
    private final ModelCluster cluster;

    Write(String value, ModelCluster cluster) {
      this.value = value;
      this.cluster = cluster;
    }

    @Override
    public void completed(Outcome ended) {
      assertEquals(null, outcome, "an outcome is told once");
      outcome = ended;
      appliedWhenTold = cluster.appliedOf(value).times;
    }

    Outcome outcome() {
      Outcome told = outcome;
      assertNotNull(told, "the request ended");
      if (told == null) {
        throw new AssertionError();
      }
      return told;
    }
  }

  /** What a run came to, so that a run in which nothing happened can't pass for a good one. */
  private record Run(int done, int casFailed, int failed, int unknown, long lastNanos) {}

  private static Run run(long seed, boolean sessions) {
    ModelCluster cluster = new ModelCluster(seed);
    ClientSettings settings =
        ClientSettings.of(ModelCluster.NODES, seed)
            .withSessions(sessions)
            .withSessionWindow(16)
            .withTimeouts(1200 * MILLI, 300 * MILLI, 200 * MILLI)
            .withBackoff(5 * MILLI, 80 * MILLI);
    ClientCore core = new ClientCore(settings, cluster);
    cluster.serve(core);
    Prng prng = new Prng(~seed);
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Write write = new Write("value-" + i, cluster);
      byte[] key = bytes("key-" + prng.below(40));
      byte[] value = bytes(write.value);
      core.submit(
          cluster.nowNanos,
          prng.chance(1, 3)
              ? ClientRequest.compareAndSet(key, null, value)
              : ClientRequest.put(key, value),
          write);
      writes.add(write);
      core.submit(
          cluster.nowNanos,
          ClientRequest.get(key),
          outcome -> assertTrue(!(outcome instanceof Outcome.Unknown), "no read is UNKNOWN"));
      cluster.runFor(prng.below(40) * MILLI);
    }
    cluster.runFor(1200 * MILLI);
    cluster.heal();
    cluster.runFor(5000 * MILLI); // what was delayed arrives now, long after its outcome
    for (Write write : writes) {
      isTrue(write, cluster.appliedOf(write.value));
    }
    put("may find its session ended", core, cluster);
    Outcome last = put("last", core, cluster).outcome();
    assertTrue(last instanceof Outcome.Done, () -> "a healed cluster serves: " + last);
    assertEquals(0, core.pendingRequests());
    return new Run(
        count(writes, Outcome.Done.class),
        count(writes, Outcome.CasFailed.class),
        count(writes, Outcome.Failed.class),
        count(writes, Outcome.Unknown.class),
        cluster.nowNanos);
  }

  private static Write put(String value, ClientCore core, ModelCluster cluster) {
    Write write = new Write(value, cluster);
    core.submit(cluster.nowNanos, ClientRequest.put(bytes("key"), bytes(value)), write);
    cluster.runFor(1200 * MILLI);
    return write;
  }

  private static void isTrue(Write write, ModelCluster.Applied applied) {
    assertTrue(applied.times <= 1, () -> write.value + " was applied " + applied.times + " times");
    switch (write.outcome()) {
      case Outcome.Done done -> {
        assertEquals(1, write.appliedWhenTold, write.value);
        assertEquals(ClientAnswer.OK, applied.answer, write.value);
      }
      case Outcome.CasFailed casFailed -> {
        assertEquals(1, write.appliedWhenTold, write.value);
        assertEquals(ClientAnswer.CAS_FAILED, applied.answer, write.value);
      }
      case Outcome.Failed failed -> assertEquals(0, applied.times, failed.message());
      case Outcome.Unknown unknown -> {}
      default -> throw new AssertionError("a write ended as " + write.outcome);
    }
  }

  private static int count(List<Write> writes, Class<? extends Outcome> kind) {
    int count = 0;
    for (Write write : writes) {
      count += kind.isInstance(write.outcome()) ? 1 : 0;
    }
    return count;
  }

  @Property(tries = 300)
  void underSessionsNothingIsAppliedTwiceAndEveryOutcomeIsTrue(@ForAll long seed) {
    run(seed, true);
  }

  @Property(tries = 150)
  void withoutSessionsNothingIsAppliedTwiceAndEveryOutcomeIsTrue(@ForAll long seed) {
    run(seed, false);
  }

  @Test
  void theRunsAreNotEmpty() {
    int done = 0;
    int casFailed = 0;
    int unknown = 0;
    int failed = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Run run = run(seed, true);
      done += run.done;
      casFailed += run.casFailed;
      failed += run.failed;
      unknown += run.unknown;
    }
    assertTrue(
        done > 1000 && casFailed > 100 && failed > 10 && unknown > 200,
        done + " done, " + casFailed + " compared, " + failed + " failed, " + unknown + " unknown");
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertEquals(run(7, true), run(7, true));
    assertEquals(run(7, false), run(7, false));
  }
}
