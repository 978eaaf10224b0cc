package io.apexkv.sim.history;

/**
 * The operations of one run as their clients saw them, in columns, numbered from 0 in the order of
 * their invocations.
 *
 * <p>Keys are small ints from 0 up; values are longs from 0 up, or {@link #ABSENT}. A position is
 * the place of an event in the history: the number of the event, or of the line of the file that it
 * was read from. Immutable. Built by {@link HistoryBuilder}.
 */
public final class History {
  /** The value of a key that has none. */
  public static final long ABSENT = -1;

  /** The return position of an operation that has no known return. */
  public static final int NEVER = Integer.MAX_VALUE;

  private final HistoryColumns columns;
  private final ByteStrings keys;
  private final ByteStrings values;

  History(HistoryColumns columns, ByteStrings keys, ByteStrings values) {
    this.columns = columns;
    this.keys = keys;
    this.values = values;
  }

  /** How many operations there are. */
  public int size() {
    return columns.size;
  }

  /** One more than the greatest key. */
  public int keyCount() {
    return columns.keyCount;
  }

  public int process(int operation) {
    return columns.process[operation];
  }

  public int key(int operation) {
    return columns.key[operation];
  }

  public Action action(int operation) {
    return columns.action[operation];
  }

  public Outcome outcome(int operation) {
    return columns.outcome[operation];
  }

  /** The answer of a cas or delete whose outcome is OK. */
  public Observation observation(int operation) {
    return columns.observation[operation];
  }

  /** The value written, appended or (if the outcome is OK) read, or expected by a cas. */
  public long value(int operation) {
    return columns.value[operation];
  }

  /** The value that a cas puts in place. */
  public long replacement(int operation) {
    return columns.replacement[operation];
  }

  /** The position of the invocation; grows with the operation. */
  public int invokedAt(int operation) {
    return columns.invokedAt[operation];
  }

  /** The position of the return; {@link #NEVER} if the outcome is UNKNOWN. */
  public int returnedAt(int operation) {
    return columns.returnedAt[operation];
  }

  public ByteStrings keys() {
    return keys;
  }

  public ByteStrings values() {
    return values;
  }

  /** A key for people. */
  public String keyName(int key) {
    return keys.bytes(key).toString();
  }

  /** A value for people; {@code nil} where there is none. */
  public String valueName(long value) {
    return value == ABSENT ? "nil" : values.bytes(value).toString();
  }
}
