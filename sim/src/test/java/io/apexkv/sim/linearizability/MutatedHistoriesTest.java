package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Long histories of a register that works, and of the same with one wrong answer. */
class MutatedHistoriesTest {
  private static final int OPERATIONS = 2000;

  /** Far more than any of these takes; a history that needs it all is a defect of the search. */
  private static final long STEPS = 1_000_000;

  @Property(tries = 60)
  void aWorkingRegisterIsLinearizable(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int p) {
    assertEquals(Verdict.LINEARIZABLE, new Run(seed, p).verdict(Bend.NOTHING));
  }

  @Property(tries = 60)
  void aReadOfAValueThatNobodyWroteIsCaught(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int p) {
    assertEquals(Verdict.NOT_LINEARIZABLE, new Run(seed, p).verdict(Bend.INVENTED));
  }

  @Property(tries = 60)
  void aReadOfAValueThatIsWrittenOnlyLaterIsCaught(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int p) {
    assertEquals(Verdict.NOT_LINEARIZABLE, new Run(seed, p).verdict(Bend.FUTURE));
  }

  @Property(tries = 60)
  void aReadOfAValueThatIsLongGoneIsCaught(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int p) {
    assertEquals(Verdict.NOT_LINEARIZABLE, new Run(seed, p).verdict(Bend.STALE));
  }

  private enum Bend {
    NOTHING,
    INVENTED,
    FUTURE,
    STALE
  }

  /**
   * Processes that read, write and cas one register; every value is written once, one operation in
   * fifty has an unknown outcome, and each takes effect at some instant while it is under way. The
   * first read after half of the operations is bent.
   */
  private static final class Run {
    private final Random random;
    private final int processes;
    private final HistoryBuilder builder = new HistoryBuilder();
    private final List<Long> acknowledged = new ArrayList<>();
    private long held = History.ABSENT;
    private long nextValue;

    Run(long seed, int processes) {
      random = new Random(seed);
      this.processes = processes;
    }

    Verdict verdict(Bend bend) {
      Call[] calls = new Call[processes];
      boolean mustBend = bend != Bend.NOTHING;
      while (builder.size() < OPERATIONS || mustBend) {
        int process = random.nextInt(processes);
        Call call = calls[process];
        if (call == null) {
          calls[process] = new Call(process);
        } else if (!call.applied) {
          call.takeEffect();
        } else {
          boolean bendThis = mustBend && call.isRead() && builder.size() > OPERATIONS / 2;
          mustBend &= !bendThis;
          call.end(bendThis ? bend : Bend.NOTHING);
          calls[process] = null;
        }
      }
      // What FUTURE read is written after all.
      builder.ok(builder.invokeWrite(0, 0, Long.MAX_VALUE));
      return LinearizabilityChecker.check(builder.build(), Model.REGISTER, Budget.ofSteps(STEPS))
          .verdict();
    }

    private final class Call {
      private final int kind = random.nextInt(4);
      private final long expected = Math.max(held, 0);
      private final long value = nextValue++;
      private final int operation;
      private boolean applied;
      private long answer;

      Call(int process) {
        operation =
            switch (kind) {
              case 0, 1 -> builder.invokeRead(process, 0);
              case 2 -> builder.invokeWrite(process, 0, value);
              default -> builder.invokeCas(process, 0, expected, value);
            };
      }

      boolean isRead() {
        return kind < 2;
      }

      void takeEffect() {
        applied = true;
        answer = held;
        if (kind == 2 || (kind == 3 && held == expected)) {
          held = value;
        }
      }

      void end(Bend bend) {
        if (isRead()) {
          builder.okRead(operation, bent(bend));
        } else if (random.nextInt(50) == 0) {
          builder.info(operation);
        } else if (kind == 2) {
          builder.ok(operation);
          acknowledged.add(value);
        } else {
          builder.okCas(operation, answer == expected);
        }
      }

      private long bent(Bend bend) {
        return switch (bend) {
          case NOTHING -> answer;
          case INVENTED -> Long.MAX_VALUE - 1;
          case FUTURE -> Long.MAX_VALUE;
          // Scores of later writes were acknowledged before this read began.
          case STALE -> acknowledged.get(acknowledged.size() / 2);
        };
      }
    }
  }
}
