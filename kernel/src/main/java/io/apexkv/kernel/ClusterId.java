package io.apexkv.kernel;

/** A cluster's 128-bit identity, written as 32 hexadecimal digits; never zero. */
public record ClusterId(long high, long low) {

  public ClusterId {
    if (high == 0 && low == 0) {
      throw new IllegalArgumentException("a cluster id is not zero");
    }
  }

  /**
   * Reads 1 to 32 hexadecimal digits, padded with zeros on the left; hyphens are passed over.
   *
   * @throws IllegalArgumentException naming what was found, if the text is anything else
   */
  public static ClusterId parse(String text) {
    String digits = text.replace("-", "");
    if (digits.isEmpty() || digits.length() > 32 || !isHexadecimal(digits)) {
      throw new IllegalArgumentException(
          "a cluster id is 1 to 32 hexadecimal digits, but got '" + text + "'");
    }
    String padded = "0".repeat(32 - digits.length()) + digits;
    return new ClusterId(
        Long.parseUnsignedLong(padded, 0, 16, 16), Long.parseUnsignedLong(padded, 16, 32, 16));
  }

  private static boolean isHexadecimal(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit >= 0x80 || Character.digit(digit, 16) < 0) { // there are digits beyond ASCII
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return hex(high) + hex(low);
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
