package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.kernel.base.Nullable;
import org.junit.jupiter.api.Test;

/** CAS writes if, and only if, the key holds exactly what is expected; absence is not emptiness. */
final class CompareAndSetTest {

  private final MiniCluster cluster = new MiniCluster(1, 1, MiniCluster.smallLimits());
  private final MiniClient client = new MiniClient(cluster, cluster.elect(1), 1);

  private String compareAndSet(@Nullable String expected, String value) {
    client.compareAndSet("k", expected, value);
    return client.text();
  }

  private String value() {
    client.get("k");
    return client.text();
  }

  @Test
  void absenceIsWhatAnAbsentKeyHolds() {
    assertEquals("CAS_FAILED", compareAndSet("", "1"), "an empty value is not absence");
    assertEquals("CAS_FAILED", compareAndSet("x", "1"));
    assertEquals("NOT_FOUND", value());
    assertEquals("OK", compareAndSet(null, "1"));
    assertEquals("1", value());
    assertEquals("CAS_FAILED", compareAndSet(null, "2"));
    assertEquals("1", value());
  }

  @Test
  void allBytesOfTheValueMustBeEqual() {
    client.put("k", "abc");
    assertEquals("OK", client.text());
    for (String other : new String[] {"", "a", "ab", "abd", "bbc", "abcd", "ABC"}) {
      assertEquals("CAS_FAILED", compareAndSet(other, "x"), other);
    }
    assertEquals("abc", value());
    assertEquals("OK", compareAndSet("abc", "x"));
    assertEquals("x", value());
  }

  @Test
  void anEmptyValueIsAValue() {
    assertEquals("OK", compareAndSet(null, ""));
    assertEquals("", value());
    assertEquals("CAS_FAILED", compareAndSet(null, "x"));
    assertEquals("OK", compareAndSet("", "x"));
    assertEquals("OK", compareAndSet("x", ""));
    assertEquals("", value());
  }

  @Test
  void aDeletedKeyIsAbsentAgain() {
    assertEquals("OK", compareAndSet(null, "1"));
    client.delete("k");
    assertEquals("OK", client.text());
    assertEquals("CAS_FAILED", compareAndSet("1", "2"));
    assertEquals("OK", compareAndSet(null, "2"));
    assertEquals("2", value());
  }

  @Test
  void ofSeveralThatExpectTheSameTheFirstWins() {
    client.compareAndSet("k", null, "1");
    client.compareAndSet("k", null, "2");
    client.compareAndSet("k", "1", "3");
    assertEquals("OK", client.text());
    assertEquals("CAS_FAILED", client.text());
    assertEquals("OK", client.text());
    assertEquals("3", value());
  }
}
