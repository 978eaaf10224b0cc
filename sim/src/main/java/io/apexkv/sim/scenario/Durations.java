package io.apexkv.sim.scenario;

import java.util.List;

/** Nanoseconds, written in the largest unit that they reach: {@code 20us}, {@code 1.5s}. */
final class Durations implements Unit<Long> {

  private static final String EXPECTED = "a duration as 20us, 150ms or 1.5s";
  private static final long SECOND = 1_000_000_000L;

  /** Sums of many still fit 64 bits. */
  private static final long MOST = 86_400 * SECOND;

  /** The smallest first; each is a thousand of the one before. */
  private static final List<String> UNITS = List.of("ns", "us", "ms", "s");

  @Override
  public Long read(Words words) {
    String word = words.next(EXPECTED);
    int digits = 0;
    while (digits < word.length() && "0123456789.".indexOf(word.charAt(digits)) >= 0) {
      digits++;
    }
    int unit = UNITS.indexOf(word.substring(digits));
    int point = word.indexOf('.');
    String whole = word.substring(0, point < 0 ? digits : point);
    String fraction = point < 0 ? "" : word.substring(point + 1, digits);
    if (unit < 0
        || whole.isEmpty()
        || whole.length() > 9
        || fraction.length() > 3 * unit
        || fraction.indexOf('.') >= 0
        || (point >= 0 && fraction.isEmpty())) {
      throw words.wrong(word, EXPECTED);
    }
    String padded = fraction + "0".repeat(3 * unit - fraction.length());
    long nanos = Long.parseLong(whole + padded);
    if (nanos > MOST) {
      throw words.wrong(word, "at most " + write(MOST));
    }
    return nanos;
  }

  @Override
  public String write(Long nanos) {
    int unit = 0;
    long scale = 1;
    while (unit + 1 < UNITS.size() && scale < SECOND && nanos >= 1000 * scale) {
      scale *= 1000;
      unit++;
    }
    String fraction = Long.toString(scale + nanos % scale).substring(1);
    int digits = fraction.length();
    while (digits > 0 && fraction.charAt(digits - 1) == '0') {
      digits--;
    }
    String point = digits == 0 ? "" : "." + fraction.substring(0, digits);
    return nanos / scale + point + UNITS.get(nanos == 0 ? 3 : unit);
  }
}
