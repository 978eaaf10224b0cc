package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortListTest {

  @Test
  void portsAreSeparatedByCommasAndPrintedTheSame() {
    PortList ports = PortList.parse("7001, 7002,65535");
    assertEquals(List.of(7001, 7002, 65_535), ports.ports());
    assertEquals(ports, PortList.parse(ports.toString()));
  }

  @Test
  void consecutivePortsBeginWithTheFirst() {
    assertEquals("7001,7002,7003", PortList.from(7001, 3).toString());
  }

  @Test
  void whatIsNoPortIsNamed() {
    for (String wrong : List.of("0", "65536", "70000", "-1", "x", "", "7_1", "999999999999")) {
      String complaint = complaint("7001," + wrong);
      assertTrue(complaint.startsWith("'" + wrong + "' is no port"), complaint);
      assertTrue(complaint.contains("1 to 65535"), complaint);
    }
  }

  @Test
  void aPortTwiceIsRefused() {
    assertTrue(complaint("7001,7002,7001").contains("7001 stands there twice"));
  }

  private static String complaint(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> PortList.parse(text)).getMessage());
  }
}
