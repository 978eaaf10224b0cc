package io.apexkv.runtime.cli.bench.load;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws keys of which the k-th most popular is 1 / k^exponent times as likely as the first. Which
 * keys are popular is shuffled, so that they do not lie side by side.
 */
final class Zipf {

  private final double[] cumulative;
  private final int[] keyOfRank;

  Zipf(int keys, double exponent) {
    cumulative = new double[keys];
    double sum = 0;
    for (int rank = 0; rank < keys; rank++) {
      sum += 1 / Math.pow(rank + 1, exponent);
      cumulative[rank] = sum;
    }
    keyOfRank = shuffled(keys);
  }

  private static int[] shuffled(int keys) {
    int[] shuffled = new int[keys];
    Random random = new Random(keys);
    for (int key = 0; key < keys; key++) {
      int other = random.nextInt(key + 1);
      shuffled[key] = shuffled[other];
      shuffled[other] = key;
    }
    return shuffled;
  }

  int draw(Random random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return keyOfRank[found >= 0 ? found : Math.min(-found - 1, cumulative.length - 1)];
  }

  /** The key that is drawn most often. */
  int mostPopular() {
    return keyOfRank[0];
  }
}
