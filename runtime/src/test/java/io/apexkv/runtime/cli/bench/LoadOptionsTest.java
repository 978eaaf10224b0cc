package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.runtime.cli.bench.load.Load;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LoadOptionsTest {

  @Test
  void aLoadOfOneRequestAtATimeWarmsUpLonger() {
    assertEquals(
        Map.of("put-32", 3L, "put-64", 3L, "get-32", 3L, "put-1", 8L, "get-1", 8L), warmUps());
    assertEquals(Map.of("custom", 8L), warmUps("--connections", "1", "--depth", "1"));
    assertEquals(Map.of("custom", 3L), warmUps("--connections", "2", "--depth", "1"));
  }

  @Test
  void aWarmUpThatIsGivenHoldsForAll() {
    assertEquals(
        Map.of("put-32", 0L, "put-64", 0L, "get-32", 0L, "put-1", 0L, "get-1", 0L),
        warmUps("--warm-up", "0"));
  }

  /** Seconds of warm-up of each load. */
  private static Map<String, Long> warmUps(String... arguments) {
    LoadOptions options = CommandLine.populateCommand(new LoadOptions(), arguments);
    Map<String, Long> seconds = new TreeMap<>();
    for (Map.Entry<String, Load> load : options.loads(List.of(), Preset.all(), false).entrySet()) {
      long nanos = load.getValue().warmUpNanos();
      seconds.put(load.getKey(), TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
    return seconds;
  }
}
