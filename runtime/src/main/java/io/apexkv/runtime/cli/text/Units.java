package io.apexkv.runtime.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Amounts as a person reads them: three digits at most, then the unit. */
public final class Units {

  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int BAR_CELLS = 10;

  private Units() {}

  /** Bytes in powers of 1024: {@code 0 B}, {@code 64 MiB}, {@code 1.5 GiB}. */
  public static String bytes(long bytes) {
    int unit = 0;
    long whole = bytes;
    long rest = 0;
    while (whole >= 1024 && unit < BYTES.length - 1) {
      rest = whole % 1024;
      whole /= 1024;
      unit++;
    }
    long tenths = rest * 10 / 1024;
    String number = whole < 10 && tenths > 0 ? whole + "." + tenths : Long.toString(whole);
    return number + " " + BYTES[unit];
  }

  /** A time span by its two largest units: {@code 42 s}, {@code 3 min 7 s}, {@code 2 d 4 h}. */
  public static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }

  /** How long something took: {@code 0.21 ms}, {@code 38 ms}, {@code 1.24 s}. */
  public static String took(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.2f ms", millis);
    }
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  /** A share in whole percent, rounded up, so that something is never shown as nothing. */
  public static int percent(long part, long whole) {
    return whole <= 0 ? 0 : (int) Math.ceil(100.0 * part / whole);
  }

  /** A bar of ten cells for a share in percent: {@code ###.......}. */
  public static String bar(int percent) {
    int full = Math.min(BAR_CELLS, (percent * BAR_CELLS + 99) / 100);
    return "#".repeat(full) + ".".repeat(BAR_CELLS - full);
  }

  /** {@code 1 node}, {@code 3 nodes}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
