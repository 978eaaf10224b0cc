package io.apexkv.runtime.cli.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One port for each node, in the order of the nodes.
 *
 * @param ports 1 to 65,535 each, all different
 */
public record PortList(List<Integer> ports) {

  /** The port of the first node where nothing else is said. */
  static final int FIRST_PORT = 7001;

  private static final int LAST = 65_535;

  public PortList {
    ports = List.copyOf(ports);
  }

  /** {@code count} ports from {@code first} on. */
  static PortList from(int first, int count) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(first + i);
    }
    return new PortList(ports);
  }

  /**
   * Parses {@code 7001,7002,7003}.
   *
   * @throws IllegalArgumentException with what is wrong and what was expected, as a sentence
   */
  static PortList parse(String text) {
    List<Integer> ports = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      int port = number(word.strip());
      if (port < 1 || port > LAST) {
        throw new IllegalArgumentException(
            "'"
                + word.strip()
                + "' is no port: expected numbers from 1 to 65535 with commas between them, for"
                + " example 7001,7002,7003");
      }
      if (ports.contains(port)) {
        throw new IllegalArgumentException(
            "port " + port + " stands there twice: each node needs a port of its own");
      }
      ports.add(port);
    }
    return new PortList(ports);
  }

  private static int number(String word) {
    if (word.isEmpty() || word.length() > 5) {
      return -1;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(word);
  }

  @Override
  public String toString() {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<PortList> {
    @Override
    public PortList convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}
