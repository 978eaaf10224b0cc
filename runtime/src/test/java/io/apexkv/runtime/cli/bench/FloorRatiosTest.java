package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.UserMistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorRatiosTest {

  private final FloorRatios stored =
      new FloorRatios(Map.of("put-32.of-writes", 0.6, "get-32.of-echo", 0.3));

  @TempDir Path directory;

  @Test
  void aRatioBelowHalfOfWhatItWasHasFallen() {
    FloorRatios measured =
        new FloorRatios(Map.of("put-32.of-writes", 0.29, "get-32.of-echo", 0.16));
    List<String> fallen = stored.fallen(measured);
    assertEquals(1, fallen.size(), fallen::toString);
    assertTrue(fallen.getFirst().startsWith("put-32.of-writes is 0.2900"), fallen::toString);
  }

  @Test
  void aRatioThatWasNotMeasuredHasFallen() {
    List<String> fallen = stored.fallen(new FloorRatios(Map.of("put-32.of-writes", 0.6)));
    assertEquals(List.of("get-32.of-echo was not measured"), fallen);
  }

  @Test
  void theBetterOfTwoRunsCounts() {
    FloorRatios first = new FloorRatios(Map.of("put-32.of-writes", 0.1, "get-32.of-echo", 0.3));
    FloorRatios second = new FloorRatios(Map.of("put-32.of-writes", 0.5, "get-32.of-echo", 0.1));
    assertEquals(List.of(), stored.fallen(first.better(second)));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Path file = directory.resolve("bench/floor-ratios.properties");
    stored.write(file, Machine.now());
    assertEquals(stored, FloorRatios.read(file));
  }

  @Test
  void aMissingOrDamagedFileIsAnsweredWithWhatToDo() throws Exception {
    Path file = directory.resolve("floor-ratios.properties");
    UserMistake missing = assertThrows(UserMistake.class, () -> FloorRatios.read(file));
    assertTrue(missing.paragraph().contains("--calibrate"), missing::paragraph);
    Files.writeString(file, "put-32.of-writes=fast\n");
    UserMistake damaged = assertThrows(UserMistake.class, () -> FloorRatios.read(file));
    assertTrue(damaged.paragraph().contains("put-32.of-writes=fast"), damaged::paragraph);
    for (String noShare : new String[] {"NaN", "0", "-1", "Infinity"}) {
      Files.writeString(file, "put-32.of-writes=" + noShare + "\n");
      assertThrows(UserMistake.class, () -> FloorRatios.read(file), noShare);
    }
  }

  @Test
  void whatIsMeasuredAndHeldAgainstNothingIsNoSuccess() throws Exception {
    Path file = Files.createFile(directory.resolve("floor-ratios.properties"));
    assertEquals(
        List.of(
            "get-32.of-echo was measured, but there is nothing to hold it against",
            "put-32.of-writes was measured, but there is nothing to hold it against"),
        FloorRatios.read(file).fallen(stored));
  }

  @Test
  void theRepositoryHasRatiosOfBothLoads() throws Exception {
    FloorRatios ours = FloorRatios.read(Path.of("..").resolve(FloorRatios.FILE));
    assertEquals(Set.of("put-32.of-writes", "get-32.of-echo"), ours.shares().keySet());
  }
}
