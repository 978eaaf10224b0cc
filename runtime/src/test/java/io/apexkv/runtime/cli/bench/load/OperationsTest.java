package io.apexkv.runtime.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperationsTest {

  private static final int DRAWN = 100_000;

  @Test
  void theShareOfReadsIsTheOneAskedFor() {
    Operations operations = Operations.drawn(Loads.reading(30, 2, 4, 1000), 1);
    int reads = 0;
    for (int i = 0; i < DRAWN; i++) {
      reads += Operations.isRead(operations.next()) ? 1 : 0;
    }
    assertEquals(0.30, (double) reads / DRAWN, 0.01);
  }

  @Test
  void uniformKeysAreEquallyLikely() {
    int[] times = draw(Loads.of(1, 1, 10));
    for (int key = 0; key < 10; key++) {
      assertEquals(0.1, (double) times[key] / DRAWN, 0.01);
    }
  }

  @Test
  void theSecondKeyOfZipfIsHalfAsPopularAsTheFirstAndTheTenthATenth() {
    int[] times = draw(Loads.zipf(1000, 1));
    Arrays.sort(times);
    int first = times[999];
    assertEquals(2.0, (double) first / times[998], 0.2);
    assertEquals(10.0, (double) first / times[990], 1.5);
    double harmonic = 0;
    for (int rank = 1; rank <= 1000; rank++) {
      harmonic += 1.0 / rank;
    }
    assertEquals(1 / harmonic, (double) first / DRAWN, 0.01);
  }

  @Test
  void everyKeyOnceIsEveryKeyOnceAndNeverRead() {
    Operations operations = Operations.everyKeyOnce(100);
    for (int key = 0; key < 100; key++) {
      int operation = operations.next();
      assertEquals(key, Operations.key(operation));
      assertFalse(Operations.isRead(operation));
    }
  }

  private static int[] draw(Load load) {
    Operations operations = Operations.drawn(load, 7);
    int[] times = new int[load.keys()];
    for (int i = 0; i < DRAWN; i++) {
      times[Operations.key(operations.next())]++;
    }
    return times;
  }
}
