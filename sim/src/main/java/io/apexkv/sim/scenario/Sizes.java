package io.apexkv.sim.scenario;

import java.util.List;

/**
 * Bytes, written in the largest unit that divides them: {@code 100B}, {@code 64KiB}.
 *
 * @param most the largest that may be written
 */
record Sizes(long most) implements Unit<Long> {
  private static final String EXPECTED = "a size as 100B, 64KiB or 1MiB";

  /** The smallest first; each is 1,024 of the one before. */
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

  @Override
  public Long read(Words words) {
    String word = words.next(EXPECTED);
    int digits = 0;
    while (digits < word.length() && Character.digit(word.charAt(digits), 10) >= 0) {
      digits++;
    }
    int unit = UNITS.indexOf(word.substring(digits));
    if (unit < 0 || digits == 0 || digits > 18) {
      throw words.wrong(word, EXPECTED);
    }
    long count = Long.parseLong(word.substring(0, digits));
    if (count > most >> (10 * unit)) {
      throw words.wrong(word, "at most " + write(most));
    }
    return count << (10 * unit);
  }

  @Override
  public String write(Long bytes) {
    int unit = 0;
    while (unit + 1 < UNITS.size() && bytes != 0 && bytes % (1L << (10 * (unit + 1))) == 0) {
      unit++;
    }
    return (bytes >> (10 * unit)) + UNITS.get(unit);
  }
}
