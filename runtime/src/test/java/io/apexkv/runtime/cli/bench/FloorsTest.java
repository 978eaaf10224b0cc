package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.bench.load.Loads;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FloorsTest {

  @TempDir private Path directory;

  @Test
  void aBatchHasWholeSectorsUpToABound() {
    assertEquals(4096, Floors.batchBytes(1));
    assertEquals(4096, Floors.batchBytes(4096));
    assertEquals(8192, Floors.batchBytes(4097));
    assertEquals(4 << 20, Floors.batchBytes(1L << 40));
  }

  /** 8 x 32 PUTs of 8 + 32 bytes are 10 KiB: three sectors, whatever our log makes of them. */
  @Test
  void theWritesCarryKeysAndValuesAloneAndTellTheirCpuTime() throws Exception {
    try (EchoTarget echo = new EchoTarget(32)) {
      Floors floors = Floors.measure(echo, "put", Loads.of(8, 32, 100), directory, text -> {});
      Floors.Writes writes = floors.writes();
      assertNotNull(writes);
      assertEquals(256, writes.puts());
      assertEquals(12_288, writes.batchBytes());
      assertTrue(writes.cpuMicrosPerPut() > 0);
      assertTrue(writes.cpuMicrosPerPut() < 1e6 / writes.putsPerSecond(), "one thread, one core");
      assertNull(
          Floors.measure(echo, "put", Loads.of(8, 32, 100), null, text -> {}).writes(),
          "another machine's disk");
    }
  }
}
