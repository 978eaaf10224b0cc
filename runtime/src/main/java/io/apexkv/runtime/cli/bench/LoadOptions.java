package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.OptionRange;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.sim.cli.OutputFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The options that shape a load, shared by the commands that run one. */
final class LoadOptions {

  private static final String CUSTOM = "custom";
  private static final int MOST_IN_FLIGHT = 1 << 16;

  /** This process keeps them in buffers. */
  private static final long MOST_BYTES_IN_FLIGHT = 512L << 20;

  private static final int MOST_VALUE_BYTES = 1 << 20;
  private static final int WARM_UP_SECONDS = 3;

  /** A few thousand requests a second take this long until the JIT compilers are done with them. */
  private static final int LONE_WARM_UP_SECONDS = 8;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections of a load of your own. Usual: 8.")
  private @Nullable Integer connections;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Requests that each keeps unanswered. Usual: 32.")
  private @Nullable Integer depth;

  @Option(
      names = "--read-share",
      paramLabel = "PERCENT",
      description = "GETs among the requests, 0 to 100; the others are PUTs. Usual: 50.")
  private @Nullable Integer readPercent;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Requests a second, sent when they are due (an open loop). Usual: each answer lets the"
              + " next request go (a closed loop).")
  private int rate;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Different keys (${DEFAULT-VALUE}); all are written before.")
  private int keys;

  @Option(
      names = "--zipf",
      paramLabel = "EXPONENT",
      defaultValue = "0",
      description = "Popularity of keys after Zipf, for example 0.99. Usual: all alike.")
  private double zipf;

  @Option(
      names = "--value-bytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "Length of a value (${DEFAULT-VALUE}), at least 8. Keys have 8 bytes.")
  private int valueBytes;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Length of each measurement (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "The same load before each measurement. Usual: 3, and 8 for a load with one request under"
              + " way, of which the compilers see too few in 3.")
  private @Nullable Integer warmUpSeconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that send (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where servers that this command starts keep their data while it runs; the disk is"
              + " measured there. Usual: target/bench beside ./apex.")
  private @Nullable Path directory;

  /** Whether it is a load of the user's own. */
  private boolean isCustom() {
    return connections != null || depth != null || readPercent != null;
  }

  /**
   * The loads to run, by name.
   *
   * @throws UserMistake if a name is none, or a number is out of its range
   */
  Map<String, Load> loads(List<String> names, List<Preset> usual, boolean sessions) {
    check();
    if (!names.isEmpty() && isCustom()) {
      throw new UserMistake(
          "a named load has its own --connections, --depth and --read-share.",
          "Leave out the names, or these options.");
    }
    Map<String, Load> loads = new LinkedHashMap<>();
    if (names.isEmpty() && isCustom()) {
      loads.put(CUSTOM, load(8, 32, 50, sessions));
    }
    for (Preset preset : chosen(names, usual)) {
      if (!names.isEmpty() || !isCustom()) {
        loads.put(
            preset.word(),
            load(preset.connections(), preset.depth(), preset.readPercent(), sessions));
      }
    }
    loads.values().forEach(LoadOptions::checkInFlight);
    return loads;
  }

  private static List<Preset> chosen(List<String> names, List<Preset> usual) {
    if (names.isEmpty()) {
      return usual;
    }
    List<Preset> chosen = new ArrayList<>();
    for (String name : names) {
      Preset preset = Preset.of(name);
      if (preset == null) {
        throw new UserMistake(
            "there is no load '" + name + "'.",
            "Name some of "
                + Preset.words()
                + ", or shape one of your own with --connections,"
                + " --depth and --read-share.");
      }
      chosen.add(preset);
    }
    return chosen;
  }

  private Load load(int usualConnections, int usualDepth, int usualReads, boolean sessions) {
    int itsConnections = connections != null ? connections : usualConnections;
    int itsDepth = depth != null ? depth : usualDepth;
    return new Load(
        itsConnections,
        itsDepth,
        keys,
        valueBytes,
        readPercent != null ? readPercent : usualReads,
        zipf,
        sessions,
        rate,
        threads,
        TimeUnit.SECONDS.toNanos(warmUpSeconds(itsConnections * itsDepth)),
        TimeUnit.SECONDS.toNanos(seconds));
  }

  private int warmUpSeconds(int inFlight) {
    if (warmUpSeconds != null) {
      return warmUpSeconds;
    }
    return inFlight == 1 ? LONE_WARM_UP_SECONDS : WARM_UP_SECONDS;
  }

  private void check() {
    requireIfGiven("--connections", connections, 1, 10_000);
    requireIfGiven("--depth", depth, 1, 10_000);
    requireIfGiven("--read-share", readPercent, 0, 100);
    OptionRange.require("--rate", rate, 0, 100_000_000);
    OptionRange.require("--keys", keys, 1, 100_000_000);
    OptionRange.require("--value-bytes", valueBytes, Load.KEY_BYTES, MOST_VALUE_BYTES);
    OptionRange.require("--seconds", seconds, 1, 86_400);
    requireIfGiven("--warm-up", warmUpSeconds, 0, 86_400);
    OptionRange.require("--threads", threads, 1, 64);
    if (!(zipf >= 0 && zipf <= 10)) {
      throw new UserMistake("--zipf is " + zipf + ", expected 0 to 10.", "0.99 is usual.");
    }
  }

  private static void requireIfGiven(String option, @Nullable Integer value, int least, int most) {
    if (value != null) {
      OptionRange.require(option, value, least, most);
    }
  }

  private static void checkInFlight(Load load) {
    if (load.inFlight() > MOST_IN_FLIGHT) {
      throw new UserMistake(
          load.connections()
              + " connections "
              + load.depth()
              + " deep are "
              + load.inFlight()
              + " requests under way, expected at most "
              + MOST_IN_FLIGHT
              + ".",
          "Take fewer, or a smaller --depth.");
    }
    Load filling = load.filling(0); // is deeper, and every key is written before
    long bytes = (long) filling.inFlight() * filling.valueBytes();
    if (bytes > MOST_BYTES_IN_FLIGHT) {
      throw new UserMistake(
          filling.inFlight()
              + " requests under way with values of "
              + filling.valueBytes()
              + " bytes are "
              + (bytes >> 20)
              + " MiB, expected at most "
              + (MOST_BYTES_IN_FLIGHT >> 20)
              + ".",
          "Take smaller --value-bytes, or a smaller --depth.");
    }
  }

  /** Whether the user said where servers keep their data. */
  boolean hasDirectory() {
    return directory != null;
  }

  /**
   * Where servers keep their data; it is there when this returns.
   *
   * @throws UserMistake if it can't be made or written
   */
  Path directory() throws IOException {
    Path place =
        directory != null
            ? directory.toAbsolutePath()
            : Path.of(System.getProperty("apex.home", ""), "target", "bench").toAbsolutePath();
    if (Files.exists(place) && !Files.isDirectory(place)) {
      throw noDirectory(place, "it is a file");
    }
    try {
      Files.createDirectories(place);
    } catch (FileSystemException refused) {
      throw noDirectory(place, OutputFile.reason(refused));
    }
    if (!Files.isWritable(place)) {
      throw noDirectory(place, "no permission");
    }
    return place;
  }

  private static UserMistake noDirectory(Path place, String reason) {
    return new UserMistake(
        "servers can't keep their data in '" + place + "': " + reason + ".",
        "Give --dir a directory, new or old, where you may write.");
  }
}
