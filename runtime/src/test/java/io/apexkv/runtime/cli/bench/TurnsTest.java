package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Measurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final List<String> happened = new ArrayList<>();
  private final Map<String, Load> loads = new LinkedHashMap<>();

  TurnsTest() {
    loads.put("put-1", new Load(1, 1, 100, 32, 0, 0, false, 0, 1, 0, 1_000_000_000L));
    loads.put("get-1", new Load(1, 1, 100, 32, 100, 0, false, 0, 1, 0, 1_000_000_000L));
  }

  private BenchResult row(String system, String name, Load load, long operations) {
    happened.add(system + " " + name);
    Measurement measured =
        new Measurement(
            name,
            load,
            operations,
            1_000_000_000L,
            operations,
            0,
            null,
            new Histogram(3),
            new int[0],
            List.of());
    return new BenchResult(system, measured, null);
  }

  private Turns turns() {
    return new Turns(
        (name, load) -> row("apexkv", name, load, 3),
        (system, failed) -> happened.add(system + " drops out: " + failed.getMessage()));
  }

  @Test
  void systemsAlternateAndTheMedianRoundCounts() throws IOException {
    Turns turns = turns();
    long[] speeds = {7, 5, 1}; // neither the first nor the last is the median
    int[] round = {0};
    turns.add("other", (name, load) -> row("other", name, load, speeds[round[0]++ % 3]));
    List<BenchResult> results = turns.run(loads, 3);
    assertEquals(
        List.of("apexkv put-1", "other put-1", "apexkv put-1", "other put-1"),
        happened.subList(0, 4));
    assertEquals(4, results.size()); // two systems at two loads
    assertEquals(5, results.get(1).measured().operations());
  }

  @Test
  void ofTwoRoundsTheSlowerCounts() throws IOException {
    Turns turns = turns();
    long[] speeds = {7, 5};
    int[] round = {0};
    turns.add("other", (name, load) -> row("other", name, load, speeds[round[0]++ % 2]));
    assertEquals(5, turns.run(loads, 2).get(1).measured().operations());
  }

  @Test
  void oneThatFailsDropsOutAndWhatItHasDoneStays() throws IOException {
    Turns turns = turns();
    int[] asked = {0};
    turns.add(
        "frail",
        (name, load) -> {
          if (++asked[0] == 2) {
            throw new IOException("no leader");
          }
          return row("frail", name, load, 9);
        });
    List<BenchResult> results = turns.run(loads, 2);
    assertEquals(
        List.of(
            "apexkv put-1",
            "frail put-1",
            "apexkv put-1",
            "frail drops out: no leader",
            "apexkv get-1",
            "apexkv get-1"),
        happened);
    assertEquals(
        List.of("apexkv", "frail", "apexkv"), results.stream().map(BenchResult::system).toList());
  }

  @Test
  void withoutApexKvThereIsNothingToCompareWith() {
    Turns turns =
        new Turns(
            (name, load) -> {
              throw new IOException("gone");
            },
            (system, failed) -> happened.add(system));
    assertThrows(IOException.class, () -> turns.run(loads, 1));
    assertEquals(List.of(), happened);
  }
}
