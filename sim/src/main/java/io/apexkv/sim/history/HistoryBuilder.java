package io.apexkv.sim.history;

/**
 * Builds a history event by event, in the order in which the events happened at the clients.
 *
 * <p>An invocation answers the number of its operation, by which its return is told later. Each
 * event takes the next position, from 0 up, unless {@link #at} names one. An operation that is
 * never told to have returned stays UNKNOWN. Keys are small ints (arrays are as long as the
 * greatest one), values any longs from 0 up, or {@link History#ABSENT} where a read found none or a
 * cas expects none. A process is sequential: a client with several requests under way is several
 * processes. A wrong call (a second return, a return of the wrong kind) throws {@link
 * IllegalArgumentException}: that is a bug of the caller. Not for use by several threads.
 */
public final class HistoryBuilder {
  private final ByteStrings keys;
  private final ByteStrings values;
  private HistoryColumns columns = new HistoryColumns(64);
  private int nextPosition;

  /** Keys and values are numbers that stand for themselves. */
  public HistoryBuilder() {
    this(ByteStrings.NUMBERS, ByteStrings.NUMBERS);
  }

  public HistoryBuilder(ByteStrings keys, ByteStrings values) {
    this.keys = keys;
    this.values = values;
  }

  /** Gives the next event this position, greater than every one before. */
  public void at(int position) {
    if (position < nextPosition || position == History.NEVER) {
      throw wrong("position " + position + " after " + nextPosition);
    }
    nextPosition = position;
  }

  public int invokeRead(int process, int key) {
    return invoke(process, key, Action.READ, History.ABSENT, History.ABSENT);
  }

  public int invokeWrite(int process, int key, long value) {
    requireValue(value, 0);
    return invoke(process, key, Action.WRITE, value, History.ABSENT);
  }

  public int invokeCas(int process, int key, long expected, long replacement) {
    requireValue(expected, History.ABSENT);
    requireValue(replacement, History.ABSENT);
    return invoke(process, key, Action.CAS, expected, replacement);
  }

  public int invokeDelete(int process, int key) {
    return invoke(process, key, Action.DELETE, History.ABSENT, History.ABSENT);
  }

  public int invokeAppend(int process, int key, long value) {
    requireValue(value, 0);
    return invoke(process, key, Action.APPEND, value, History.ABSENT);
  }

  /** A write, an append, or a delete whose answer does not say whether there was a value. */
  public void ok(int operation) {
    Action action = columns.action[operation];
    if (action == Action.READ || action == Action.CAS) {
      throw wrong("ok without the answer of a " + action.word());
    }
    end(operation, Outcome.OK);
  }

  /** A read that answered {@code value}, or {@link History#ABSENT}. */
  public void okRead(int operation, long value) {
    requireAction(operation, Action.READ);
    requireValue(value, History.ABSENT);
    end(operation, Outcome.OK);
    columns.value[operation] = value;
  }

  /** A cas that answered whether it swapped; if not, the key did not hold the expected value. */
  public void okCas(int operation, boolean swapped) {
    requireAction(operation, Action.CAS);
    end(operation, Outcome.OK);
    columns.observation[operation] = swapped ? Observation.YES : Observation.NO;
  }

  /** A delete that answered whether there was a value. */
  public void okDelete(int operation, boolean found) {
    requireAction(operation, Action.DELETE);
    end(operation, Outcome.OK);
    columns.observation[operation] = found ? Observation.YES : Observation.NO;
  }

  /** Certainly not applied, now and ever. */
  public void fail(int operation) {
    end(operation, Outcome.FAILED);
  }

  /** The client gave up: nobody knows. The same as never telling anything. */
  public void info(int operation) {
    end(operation, Outcome.UNKNOWN);
    columns.returnedAt[operation] = History.NEVER;
  }

  /** What an operation asks. */
  public Action action(int operation) {
    return columns.action[operation];
  }

  /** How many operations were invoked so far. */
  public int size() {
    return columns.size;
  }

  /** The history so far; the builder can go on. */
  public History build() {
    return new History(columns.copy(columns.size), keys, values);
  }

  private int invoke(int process, int key, Action action, long value, long replacement) {
    if (key < 0) {
      throw wrong("key " + key);
    }
    if (columns.isFull()) {
      columns = columns.copy(2 * columns.size);
    }
    int operation = columns.size++;
    columns.keyCount = Math.max(columns.keyCount, key + 1);
    columns.process[operation] = process;
    columns.key[operation] = key;
    columns.action[operation] = action;
    columns.outcome[operation] = Outcome.UNKNOWN;
    columns.observation[operation] = Observation.UNSAID;
    columns.value[operation] = value;
    columns.replacement[operation] = replacement;
    columns.invokedAt[operation] = nextPosition++;
    columns.returnedAt[operation] = History.NEVER;
    return operation;
  }

  private void end(int operation, Outcome outcome) {
    if (operation >= columns.size
        || columns.outcome[operation] != Outcome.UNKNOWN
        || columns.returnedAt[operation] != History.NEVER) {
      throw wrong("operation " + operation + " has returned already, or never began");
    }
    columns.outcome[operation] = outcome;
    columns.returnedAt[operation] = nextPosition++;
  }

  private void requireAction(int operation, Action action) {
    if (columns.action[operation] != action) {
      throw wrong("the answer of a " + action.word() + " to " + columns.action[operation].word());
    }
  }

  private static void requireValue(long value, long least) {
    if (value < least) {
      throw wrong("value " + value);
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("not a history: " + what);
  }
}
