package io.apexkv.sim.page;

import io.apexkv.sim.history.Action;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;
import java.util.Optional;

/**
 * The simplest proof that a read is wrong, for people: its value was overwritten by an operation
 * that began after the value was written, and that was acknowledged before the read began. Many
 * violations have no such proof; then only the checker's search tells.
 *
 * @param read the read
 * @param written the operation that wrote what it saw; -1 if it saw that there was nothing
 * @param overwriting the operation that replaced that
 */
record StaleRead(int read, int written, int overwriting) {

  static final int NEVER_WRITTEN = -1;
  private static final int AMBIGUOUS = -2;

  /** The proof with the last possible overwriting operation, if there is one. */
  static Optional<StaleRead> of(History history, int read) {
    if (history.action(read) != Action.READ || history.outcome(read) != Outcome.OK) {
      return Optional.empty();
    }
    int written = writerOf(history, read);
    boolean foreign = written == NEVER_WRITTEN && history.value(read) != History.ABSENT;
    if (written == AMBIGUOUS || foreign) {
      return Optional.empty();
    }
    int afterPosition = written == NEVER_WRITTEN ? -1 : history.returnedAt(written);
    int last = -1;
    for (int each = 0; each < history.size(); each++) {
      if (history.key(each) != history.key(read) || each == written) {
        continue;
      }
      boolean absent = written == NEVER_WRITTEN;
      if (absent && history.action(each) == Action.DELETE) {
        return Optional.empty(); // the read may have seen what a delete left
      }
      boolean inTime =
          history.invokedAt(each) > afterPosition
              && history.returnedAt(each) < history.invokedAt(read);
      boolean later = last < 0 || history.returnedAt(each) > history.returnedAt(last);
      if (inTime && later && certainlyChanged(history, each)) {
        last = each;
      }
    }
    return last < 0 ? Optional.empty() : Optional.of(new StaleRead(read, written, last));
  }

  /** The one operation that has written the value that was read; nobody may do so twice. */
  private static int writerOf(History history, int read) {
    long value = history.value(read);
    int writer = NEVER_WRITTEN;
    for (int each = 0; each < history.size() && value != History.ABSENT; each++) {
      boolean writes =
          switch (history.action(each)) {
            case WRITE -> history.value(each) == value;
            case CAS -> history.replacement(each) == value;
            case READ, DELETE, APPEND -> false;
          };
      if (writes && history.key(each) == history.key(read)) {
        if (writer != NEVER_WRITTEN) {
          return AMBIGUOUS;
        }
        writer = each;
      }
    }
    return writer;
  }

  private static boolean certainlyChanged(History history, int operation) {
    if (history.outcome(operation) != Outcome.OK) {
      return false;
    }
    return switch (history.action(operation)) {
      case WRITE -> true;
      case CAS, DELETE -> history.observation(operation) == Observation.YES;
      case READ, APPEND -> false;
    };
  }
}
