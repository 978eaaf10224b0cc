package io.apexkv.runtime.cli.bench.load;

import java.util.Random;

/**
 * What is asked, in which order: a sequence drawn beforehand, so that drawing costs nothing while
 * it is measured, and used round and round. Used by one thread.
 */
public final class Operations {

  private static final int DRAWN = 1 << 20;

  /** Each is {@code key << 1}, plus 1 for a read. */
  private final int[] sequence;

  private int next;

  private Operations(int[] sequence) {
    this.sequence = sequence;
  }

  /** Reads and writes as a load wants them; the same seed draws the same. */
  public static Operations drawn(Load load, long seed) {
    Random random = new Random(seed);
    Zipf zipf = load.zipf() > 0 ? new Zipf(load.keys(), load.zipf()) : null;
    int[] sequence = new int[DRAWN];
    for (int i = 0; i < DRAWN; i++) {
      int key = zipf != null ? zipf.draw(random) : random.nextInt(load.keys());
      boolean read = random.nextInt(100) < load.readPercent();
      sequence[i] = (key << 1) | (read ? 1 : 0);
    }
    return new Operations(sequence);
  }

  /** A write of every key, ascending. */
  public static Operations everyKeyOnce(int keys) {
    int[] sequence = new int[keys];
    for (int key = 0; key < keys; key++) {
      sequence[key] = key << 1;
    }
    return new Operations(sequence);
  }

  /** The next operation: {@link #key} and {@link #isRead} tell what it is. */
  int next() {
    int operation = sequence[next];
    next = next + 1 == sequence.length ? 0 : next + 1;
    return operation;
  }

  static int key(int operation) {
    return operation >>> 1;
  }

  static boolean isRead(int operation) {
    return (operation & 1) == 1;
  }
}
