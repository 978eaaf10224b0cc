package io.apexkv.runtime.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of bytes: a number, with k, m or g for powers of 1024. */
public final class ByteSize implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int shift =
        switch (lower.isEmpty() ? ' ' : lower.charAt(lower.length() - 1)) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          default -> 0;
        };
    try {
      long number = Long.parseLong(shift == 0 ? lower : lower.substring(0, lower.length() - 1));
      long bytes = Math.multiplyExact(number, 1L << shift);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (ArithmeticException | NumberFormatException wrong) {
      // Answered below, like a negative number.
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is no amount of bytes; expected a number, or one with k, m or g, like 512m");
  }
}
