package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Who may write the ratios that later runs are held against. A file from a busy machine, or from
 * code that has just become slower, lowers the bar for good and nobody sees it.
 *
 * @param before what the file says so far; null if there is none
 */
record Calibration(Path file, @Nullable FloorRatios before) {

  /**
   * For a machine that has nothing else to do.
   *
   * @throws UserMistake if it is busy, or the file is damaged
   */
  static Calibration on(Machine machine, Path file) throws IOException {
    if (!machine.isQuiet()) {
      throw new UserMistake(
          String.format(
              Locale.ROOT,
              "the load average is %.2f, expected at most %.2f on %d cores: ratios from a busy"
                  + " machine lower the bar for every run after.",
              machine.loadAverage(),
              machine.quietLoadAverage(),
              machine.cores()),
          "End what else runs, wait a minute, and run it again.");
    }
    return new Calibration(file, Files.exists(file) ? FloorRatios.read(file) : null);
  }

  /**
   * Writes what was measured, unless a ratio has fallen by half; says what is lower than it was.
   *
   * @param clean whether every request was answered well; else nothing is written
   * @return whether it was written
   */
  boolean write(FloorRatios measured, boolean clean, Machine machine, PrintWriter err)
      throws IOException {
    if (!clean) {
      err.println("apex: not every request was answered well, so " + file + " stays as it is.");
      return false;
    }
    if (before != null) {
      List<String> fallen = before.fallen(measured);
      if (!fallen.isEmpty()) {
        err.println(
            "apex: "
                + String.join("; ", fallen)
                + ". "
                + file
                + " stays as it is. See what became slower; if it has to be so, delete the file"
                + " and calibrate again.");
        return false;
      }
      before.lowered(measured).forEach(sentence -> err.println("apex: " + sentence + "."));
    }
    measured.write(file, machine);
    err.println("wrote " + file);
    return true;
  }
}
