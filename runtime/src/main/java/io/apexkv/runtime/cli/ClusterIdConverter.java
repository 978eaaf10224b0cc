package io.apexkv.runtime.cli;

import io.apexkv.kernel.ClusterId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a cluster's identity. */
final class ClusterIdConverter implements ITypeConverter<ClusterId> {

  @Override
  public ClusterId convert(String text) {
    try {
      return ClusterId.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
