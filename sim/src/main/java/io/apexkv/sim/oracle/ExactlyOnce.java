package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.sim.history.Action;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;

/**
 * A request is applied at most once, and one that failed never.
 *
 * <p>Every written value is unique, and so tells who was applied. Found are: a value of a write
 * that was told to have done nothing; a value that nobody wrote; and two compare-and-sets that both
 * replaced one value, which therefore stood there twice.
 */
public final class ExactlyOnce implements Oracle {

  /** Ready to judge histories. */
  public ExactlyOnce() {}

  @Override
  public String name() {
    return "exactly-once";
  }

  /** Judges a whole history. */
  public void check(History history) {
    LongLongMap writers = new LongLongMap(-1);
    for (int operation = 0; operation < history.size(); operation++) {
      long written = written(history, operation);
      if (written != History.ABSENT) {
        writers.put(written, operation);
      }
    }
    LongLongMap replacedBy = new LongLongMap(-1);
    for (int operation = 0; operation < history.size(); operation++) {
      long seen = seen(history, operation);
      if (seen == History.ABSENT) {
        continue;
      }
      long writer = writers.get(seen);
      if (writer < 0) {
        throw violation("operation " + operation + " saw value " + seen + ", which nobody wrote");
      }
      if (didNothing(history, (int) writer)) {
        throw violation(
            "operation "
                + operation
                + " saw the value of operation "
                + writer
                + ", which was told that it did nothing");
      }
      if (history.action(operation) == Action.CAS) {
        long other = replacedBy.put(seen, operation);
        if (other >= 0) {
          throw violation(
              "operations "
                  + other
                  + " and "
                  + operation
                  + " both replaced the value of operation "
                  + writer
                  + ", so that was applied twice");
        }
      }
    }
  }

  private static long written(History history, int operation) {
    return switch (history.action(operation)) {
      case WRITE -> history.value(operation);
      case CAS -> history.replacement(operation);
      case READ, DELETE, APPEND -> History.ABSENT;
    };
  }

  /** The value that an operation proves to have been there. */
  private static long seen(History history, int operation) {
    boolean ok = history.outcome(operation) == Outcome.OK;
    boolean swapped = history.observation(operation) == Observation.YES;
    return switch (history.action(operation)) {
      case READ -> ok ? history.value(operation) : History.ABSENT;
      case CAS -> ok && swapped ? history.value(operation) : History.ABSENT;
      case WRITE, DELETE, APPEND -> History.ABSENT;
    };
  }

  private static boolean didNothing(History history, int operation) {
    return switch (history.outcome(operation)) {
      case FAILED -> true;
      case UNKNOWN -> false;
      case OK ->
          history.action(operation) == Action.CAS
              && history.observation(operation) == Observation.NO;
    };
  }
}
