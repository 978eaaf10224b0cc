package io.apexkv.runtime.net;

/**
 * How many requests of one client may be under way, so that their answers fit into the bound on
 * what waits to be written to it.
 *
 * <p>A request of 20 bytes may have an answer of a megabyte, and once it is delivered its answer
 * will come. So no more are delivered than would fit if all were as large as the largest answer
 * that this client has had. It begins with {@value #LEAST} and grows by one with each answer, like
 * the slow start of TCP (RFC 5681, section 3.1), since the first answers need not tell how large
 * later ones are. Whoever reads as fast as it asks is then not cut off, unless it goes over from
 * thousands of small answers to thousands of large ones at once.
 */
final class AnswerWindow {

  /** Requests that may always be under way. */
  static final int LEAST = 32;

  private static final int MOST = 1 << 16;

  private final int budgetBytes;
  private int largestBytes;
  private int allowed = LEAST;

  /**
   * @param budgetBytes what all answers under way may take together
   */
  AnswerWindow(int budgetBytes) {
    this.budgetBytes = budgetBytes;
  }

  /** Whether another request may be delivered beside those that are owed an answer. */
  boolean isOpen(int owed) {
    return owed < allowed;
  }

  /** An answer of this size was given. */
  void answered(int bytes) {
    largestBytes = Math.max(largestBytes, bytes);
    int most = Math.clamp(budgetBytes / largestBytes, LEAST, MOST);
    allowed = Math.min(allowed + 1, most);
  }
}
