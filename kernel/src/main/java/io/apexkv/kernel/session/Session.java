package io.apexkv.kernel.session;

import io.apexkv.kernel.base.Nullable;

/** One session of a group: the answers that its client may still ask for again. */
final class Session {

  final long id;
  final int window;
  final long timeToLiveMillis;

  /** Answers of the numbers from {@link #lowest} to {@code lowest + window - 1}; 0 is none. */
  private final byte[] answers;

  /** The lowest number whose answer is kept; it never goes back. */
  private long lowest = 1;

  /** Log time of the last command. */
  long usedMillis;

  /** Neighbours in the order of last use. */
  @Nullable Session older;

  @Nullable Session newer;

  Session(long id, int window, long timeToLiveMillis, long usedMillis) {
    this.id = id;
    this.window = window;
    this.timeToLiveMillis = timeToLiveMillis;
    this.usedMillis = usedMillis;
    this.answers = new byte[window];
  }

  long lowest() {
    return lowest;
  }

  /** Forgets the answers below a number; the client has them. */
  void forgetBelow(long number) {
    long slots = Math.min(number - lowest, window);
    for (long i = 0; i < slots; i++) {
      answers[slot(lowest + i)] = 0;
    }
    lowest = Math.max(lowest, number);
  }

  boolean inWindow(long number) {
    return number >= lowest && number - lowest < window;
  }

  /** The answer of a number inside the window, or 0 if it has none. */
  int answer(long number) {
    return answers[slot(number)] & 0xFF;
  }

  void remember(long number, int answer) {
    answers[slot(number)] = (byte) answer;
  }

  private int slot(long number) {
    return (int) Long.remainderUnsigned(number, window);
  }
}
