package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a smoke run is held against: for each load the share of its floor that it reached when the
 * file was made. A speed would be the machine's; a share of what the same machine does bare at the
 * same time is ours.
 *
 * @param shares by name, 0 to 1
 */
record FloorRatios(Map<String, Double> shares) {

  /** A share may fall to this part of what it was. */
  static final double LEAST = 0.5;

  static final Path FILE = Path.of("bench", "floor-ratios.properties");

  private static final String OF_ECHO = ".of-echo";
  private static final String OF_WRITES = ".of-writes";

  FloorRatios {
    shares = Map.copyOf(shares);
  }

  /** The file of this repository. */
  static Path usualFile() {
    return Path.of(System.getProperty("apex.home", "")).resolve(FILE);
  }

  /** The ratios of results: PUTs by synced writes, GETs by the echo. */
  static FloorRatios of(List<BenchResult> results) {
    Map<String, Double> shares = new TreeMap<>();
    for (BenchResult result : results) {
      String name = result.measured().name();
      if (result.ofWrites() > 0) {
        shares.put(name + OF_WRITES, result.ofWrites());
      } else if (result.floors() != null) {
        shares.put(name + OF_ECHO, result.ofEcho());
      }
    }
    return new FloorRatios(shares);
  }

  /**
   * Reads the file.
   *
   * @throws UserMistake if it is missing, or has what is no share
   */
  static FloorRatios read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException missing) {
      throw new UserMistake(
          "there is no " + file + " to hold the ratios against.",
          "Make it on a quiet machine: ./apex bench --calibrate");
    }
    Map<String, Double> shares = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      double share = share(properties.getProperty(name));
      if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
        throw new UserMistake(
            file
                + " has '"
                + name
                + "="
                + properties.getProperty(name)
                + "', expected a number above 0.",
            "Delete it, and make it anew on a quiet machine: ./apex bench --calibrate");
      }
      shares.put(name, share);
    }
    return new FloorRatios(shares);
  }

  private static double share(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  /** Writes the file. */
  void write(Path file, Machine machine) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Made by './apex bench --calibrate', read by './apex bench --smoke':\n");
    text.append("# the share of its floor that each load reached. Measured on\n");
    text.append("# ").append(machine.words()).append('\n');
    for (Map.Entry<String, Double> share : new TreeMap<>(shares).entrySet()) {
      text.append(String.format(Locale.ROOT, "%s=%.4f%n", share.getKey(), share.getValue()));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  /** What has fallen below half of what it was, as sentences; empty if nothing has. */
  List<String> fallen(FloorRatios measured) {
    List<String> fallen = new ArrayList<>();
    for (Map.Entry<String, Double> share : new TreeMap<>(shares).entrySet()) {
      Double now = measured.shares.get(share.getKey());
      if (now == null) {
        fallen.add(share.getKey() + " was not measured");
      } else if (now < LEAST * share.getValue()) {
        fallen.add(
            String.format(
                Locale.ROOT,
                "%s is %.4f, less than half of the %.4f that it was",
                share.getKey(),
                now,
                share.getValue()));
      }
    }
    for (String name : new TreeMap<>(measured.shares).keySet()) {
      if (!shares.containsKey(name)) {
        fallen.add(name + " was measured, but there is nothing to hold it against");
      }
    }
    return fallen;
  }

  /** What is lower than it was, as sentences; empty if nothing is. */
  List<String> lowered(FloorRatios measured) {
    List<String> lowered = new ArrayList<>();
    for (Map.Entry<String, Double> share : new TreeMap<>(shares).entrySet()) {
      Double now = measured.shares.get(share.getKey());
      if (now != null && now < share.getValue()) {
        lowered.add(
            String.format(
                Locale.ROOT,
                "%s is lower than it was: %.4f, after %.4f",
                share.getKey(),
                now,
                share.getValue()));
      }
    }
    return lowered;
  }

  /** For each name the better of two runs: a neighbour on the machine disturbs, and never helps. */
  FloorRatios better(FloorRatios other) {
    Map<String, Double> best = new TreeMap<>(shares);
    other.shares.forEach((name, share) -> best.merge(name, share, Math::max));
    return new FloorRatios(best);
  }
}
