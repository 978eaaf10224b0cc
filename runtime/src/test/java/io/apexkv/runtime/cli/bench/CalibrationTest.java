package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrationTest {

  private static final Machine QUIET = machine(0.5);
  private static final Machine BUSY = machine(0.51);
  private static final FloorRatios BEFORE = ratios(0.10, 0.24);

  private final StringWriter said = new StringWriter();

  @TempDir Path directory;

  @Test
  void aBusyMachineIsRefusedWithItsLoad() {
    UserMistake busy = assertThrows(UserMistake.class, () -> Calibration.on(BUSY, file()));
    assertEquals(ExitCodes.WRONG_USE, busy.exitCode());
    assertTrue(
        busy.paragraph().contains("load average is 0.51, expected at most 0.50 on 2 cores"),
        busy::paragraph);
  }

  @Test
  void theCommandRefusesABusyMachineBeforeItMeasures() {
    CommandLine bench = new CommandLine(new BenchCommand(() -> BUSY));
    StringBuilder refused = new StringBuilder();
    bench.setExecutionExceptionHandler(
        (thrown, line, parsed) -> {
          refused.append(thrown.getMessage());
          return thrown instanceof UserMistake mistake ? mistake.exitCode() : ExitCodes.BUG;
        });
    assertEquals(ExitCodes.WRONG_USE, bench.execute("--calibrate", "--dir", file().toString()));
    assertTrue(refused.toString().contains("load average is 0.51"), refused::toString);
    assertFalse(Files.exists(file()), "nothing was begun");
  }

  @Test
  void theFirstFileIsWritten() throws Exception {
    assertTrue(write(BEFORE, true));
    assertEquals(BEFORE, FloorRatios.read(file()));
  }

  @Test
  void whatIsLowerIsWrittenAndSaid() throws Exception {
    BEFORE.write(file(), QUIET);
    FloorRatios lower = ratios(0.08, 0.30);
    assertTrue(write(lower, true));
    assertEquals(lower, FloorRatios.read(file()));
    assertTrue(
        said.toString().contains("put-32.of-writes is lower than it was: 0.0800, after 0.1000"),
        said::toString);
    assertFalse(said.toString().contains("get-32.of-echo"), said::toString);
  }

  @Test
  void aRatioThatFellByHalfLeavesTheFileAsItIs() throws Exception {
    BEFORE.write(file(), QUIET);
    assertFalse(write(ratios(0.04, 0.30), true));
    assertEquals(BEFORE, FloorRatios.read(file()));
    assertTrue(said.toString().contains("put-32.of-writes is 0.0400"), said::toString);
    assertTrue(said.toString().contains("stays as it is"), said::toString);
  }

  @Test
  void aRunWithErrorsLeavesTheFileAsItIs() throws Exception {
    BEFORE.write(file(), QUIET);
    assertFalse(write(ratios(0.2, 0.4), false));
    assertEquals(BEFORE, FloorRatios.read(file()));
    assertTrue(said.toString().contains("not every request"), said::toString);
  }

  private boolean write(FloorRatios measured, boolean clean) throws Exception {
    Calibration calibration = Calibration.on(QUIET, file());
    return calibration.write(measured, clean, QUIET, new PrintWriter(said, true));
  }

  private Path file() {
    return directory.resolve("ratios.properties");
  }

  private static FloorRatios ratios(double puts, double gets) {
    return new FloorRatios(Map.of("put-32.of-writes", puts, "get-32.of-echo", gets));
  }

  private static Machine machine(double loadAverage) {
    return new Machine("a processor", 2, "a system", "25", loadAverage);
  }
}
