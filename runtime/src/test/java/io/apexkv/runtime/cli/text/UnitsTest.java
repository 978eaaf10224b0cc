package io.apexkv.runtime.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void bytesHaveTheLargestUnitThatLeavesSomethingBeforeThePoint() {
    assertEquals("0 B", Units.bytes(0));
    assertEquals("1023 B", Units.bytes(1023));
    assertEquals("1 KiB", Units.bytes(1024));
    assertEquals("1.5 KiB", Units.bytes(1536));
    assertEquals("64 MiB", Units.bytes(64 << 20));
    assertEquals("8 GiB", Units.bytes(8L << 30));
  }

  @Test
  void spansHaveTheirTwoLargestUnits() {
    assertEquals("0 s", Units.span(Duration.ofMillis(999)));
    assertEquals("59 s", Units.span(Duration.ofSeconds(59)));
    assertEquals("3 min 7 s", Units.span(Duration.ofSeconds(187)));
    assertEquals("1 h 0 min", Units.span(Duration.ofHours(1)));
    assertEquals("2 d 4 h", Units.span(Duration.ofHours(52)));
  }

  @Test
  void timesHaveThreeDigits() {
    assertEquals("0.21 ms", Units.took(210_000));
    assertEquals("38 ms", Units.took(38_100_000));
    assertEquals("1.24 s", Units.took(1_240_000_000));
  }

  @Test
  void nothingIsZeroPercentAndSomethingAtLeastOne() {
    assertEquals(0, Units.percent(0, 100));
    assertEquals(1, Units.percent(1, 1_000_000));
    assertEquals(100, Units.percent(7, 7));
    assertEquals("..........", Units.bar(0));
    assertEquals("#.........", Units.bar(1));
    assertEquals("#########.", Units.bar(90));
    assertEquals("##########", Units.bar(91));
  }
}
