package io.apexkv.runtime.cli.chaos;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A {@link Sin} by its name, for picocli. */
final class SinWord implements ITypeConverter<Sin> {

  @Override
  public Sin convert(String text) {
    for (Sin sin : Sin.values()) {
      if (sin.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return sin;
      }
    }
    throw new TypeConversionException("'" + text + "' is no sin: expected retry-under-new-session");
  }
}
