package io.apexkv.sim.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Kernel;
import io.apexkv.kernel.record.EffectHash;
import io.apexkv.kernel.record.InputEncoder;
import io.apexkv.kernel.record.Recorder;
import io.apexkv.kernel.record.Recording;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.world.Lateness;
import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.SubjectFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A kernel depends on nothing but its inputs: what a recorded one did in a world full of faults, a
 * fresh one does again.
 */
final class ReplayTest {

  private static final int SEED_OFFSET = 8;
  private static final long NO_BUDGET = Long.MAX_VALUE;

  /** One life of a node, as it was recorded. */
  private static final class Tape implements Recorder.Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long full;

    @Override
    public void append(ByteBuffer buffer, int offset, int length) {
      byte[] copy = new byte[length];
      buffer.get(offset, copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void full(long recorded) {
      full = recorded;
    }
  }

  /** Makes kernels that record themselves. */
  private record Recorded(List<Tape> tapes, long budgetBytes) implements SubjectFactory {

    @Override
    public byte[] format(Config config) {
      return KernelSubject.FACTORY.format(config);
    }

    @Override
    public Subject boot(Config config, long seed, Host host, Lateness lateness) {
      Tape tape = new Tape();
      tapes.add(tape);
      Recorder recorder = new Recorder(tape, Recording.head(config, seed), budgetBytes);
      EffectHash effects = new EffectHash(host);
      Kernel kernel = new Kernel(config, seed, effects, EngineFactory.MEMORY);
      Subject plain = KernelSubject.of(kernel, config.groups());
      Inputs inputs = new InputEncoder(kernel, effects, recorder);
      return new Subject() {
        @Override
        public Inputs inputs() {
          return inputs;
        }

        @Override
        public long bootCounter() {
          return plain.bootCounter();
        }

        @Override
        public ReplicaView replica(int group) {
          return plain.replica(group);
        }
      };
    }
  }

  private static List<Tape> record(long seed, long budgetBytes) {
    Plan plan = Planner.plan(seed).without(List.of(FaultKind.LATE_ENGINE));
    List<Tape> tapes = new ArrayList<>();
    assertNull(new Run(plan, new Recorded(tapes, budgetBytes), Set.of()).run().failure());
    return tapes;
  }

  /** The tapes of the first seed, of a few, in which nodes were restarted. */
  private static List<Tape> recordWithRestarts() {
    for (long seed = 1; seed <= 10; seed++) {
      List<Tape> tapes = record(seed, NO_BUDGET);
      if (tapes.size() > Planner.plan(seed).cluster().nodes()) {
        return tapes;
      }
    }
    throw new AssertionError("in ten seeds no node was restarted");
  }

  private static Replay.Result replay(byte[] recording) {
    return Replay.run(new ByteArrayInputStream(recording), (flushes, bytes) -> {});
  }

  @Test
  void everyLifeOfEveryNodeReplaysToTheSameEffects() {
    List<Tape> tapes = recordWithRestarts();
    long flushes = 0;
    for (Tape tape : tapes) {
      Replay.Result result = replay(tape.bytes.toByteArray());
      assertEquals("", result.difference());
      flushes += result.flushes();
    }
    assertTrue(flushes > 10_000, flushes + " flushes");
  }

  @Test
  void aRecordingThatIsCutOffReplaysAsFarAsItGoes() {
    byte[] whole = record(3, NO_BUDGET).getFirst().bytes.toByteArray();
    long all = replay(whole).flushes();
    byte[] cut = new byte[whole.length / 2];
    System.arraycopy(whole, 0, cut, 0, cut.length);
    Replay.Result result = replay(cut);
    assertTrue(result.same());
    assertFalse(result.orderly());
    assertTrue(result.flushes() > 0 && result.flushes() < all);
  }

  @Test
  void anotherSeedIsNoticed() {
    byte[] recording = record(3, NO_BUDGET).getFirst().bytes.toByteArray();
    recording[SEED_OFFSET] ^= 1;
    Replay.Result result = replay(recording);
    assertFalse(result.same(), "elections come at other times");
    assertTrue(result.difference().startsWith("flush "), result.difference());
  }

  @Test
  void aRecorderEndsLoudlyAtItsBudget() {
    Tape tape = record(3, 64 << 10).getFirst();
    assertTrue(tape.full >= 64 << 10);
    assertEquals(tape.full, tape.bytes.size(), "nothing was appended later");
    assertTrue(tape.full < record(3, NO_BUDGET).getFirst().bytes.size());
    Replay.Result result = replay(tape.bytes.toByteArray());
    assertEquals("", result.difference());
    assertTrue(result.orderly());
  }

  @Test
  void whatIsNoRecordingIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> replay(new byte[100])).getMessage();
    assertTrue(String.valueOf(message).startsWith("a recording begins with 'APXR'"), message);
    String empty =
        assertThrows(IllegalArgumentException.class, () -> replay(new byte[0])).getMessage();
    assertTrue(String.valueOf(empty).endsWith("ends after 0 bytes"), empty);
    byte[] head = {'A', 'P', 'X', 'R', 0, 1, 0, 0, 5, 5};
    String part = assertThrows(IllegalArgumentException.class, () -> replay(head)).getMessage();
    assertTrue(String.valueOf(part).endsWith("ends after 10 bytes"), part);
  }
}
