package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConfigurationSetTest {
  private final ConfigurationSet set = new ConfigurationSet();

  @Test
  void theSameConfigurationIsCovered() {
    assertTrue(add(2, 7, 8, 0b101));
    assertFalse(add(2, 7, 8, 0b101));
  }

  @Test
  void oneThatUsedUpMoreIsCoveredAndOneThatUsedUpLessIsNot() {
    assertTrue(add(1, 7, 0b0110));
    assertFalse(add(1, 7, 0b1110));
    assertFalse(add(1, 7, 0b0110, 1));
    assertTrue(add(1, 7, 0b0010));
    assertTrue(add(1, 7, 0b1001));
    assertFalse(add(1, 7, 0b1011));
  }

  @Test
  void aLongerSetIsNotCoveredByAnotherOneThatIsNotPartOfIt() {
    assertTrue(add(1, 7, 0b1, 0b1));
    assertTrue(add(1, 7, 0b1));
    assertFalse(add(1, 7, 0b1, 0b1));
  }

  @Test
  void otherKeysDoNotCover() {
    assertTrue(add(2, 7, 8, 0));
    assertTrue(add(2, 7, 9, 0));
    assertTrue(add(1, 7, 8));
  }

  @Test
  void noneIsLostWhileItGrowsAndAllAreWhenItIsCleared() {
    int many = 100_000;
    int added = 0;
    for (int i = 0; i < many; i++) {
      added += add(1, i, 1) ? 1 : 0;
    }
    assertEquals(many, added);
    for (int i = 0; i < many; i++) {
      assertFalse(add(1, i, 1));
    }
    set.clear();
    assertTrue(add(1, 5, 1));
  }

  private boolean add(int keyLength, long... configuration) {
    return set.add(configuration, keyLength, configuration.length);
  }
}
