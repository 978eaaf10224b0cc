package io.apexkv.runtime.cli;

import io.apexkv.kernel.Member;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a server of the cluster: host:port:id. */
final class MemberConverter implements ITypeConverter<Member> {

  @Override
  public Member convert(String text) {
    int idAt = text.lastIndexOf(':');
    int portAt = text.lastIndexOf(':', idAt - 1);
    try {
      if (portAt > 0) {
        int port = Integer.parseInt(text.substring(portAt + 1, idAt));
        if (port >= 1 && port <= 65_535) {
          return new Member(Integer.parseInt(text.substring(idAt + 1)), text.substring(0, idAt));
        }
      }
    } catch (IllegalArgumentException notANumber) {
      // Answered below, like a text with too few colons.
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is no server; expected host:port:id, like 127.0.0.1:7001:1, with a port and"
            + " an id from 1 to 65535");
  }
}
