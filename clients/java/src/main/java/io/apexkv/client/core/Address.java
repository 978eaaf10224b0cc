package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;

/**
 * A node's address as text: {@code host:port}, where an IPv6 host stands in brackets.
 *
 * @param host without brackets
 * @param port 1 to 65,535
 */
public record Address(String host, int port) {

  private static final int LONGEST = 300;

  /**
   * Parses an address.
   *
   * @throws IllegalArgumentException with a sentence for the user if it is none
   */
  public static Address parse(String text) {
    String problem = problem(text);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    return new Address(host, port(text.substring(colon + 1)));
  }

  /** What keeps a text from being an address, as a sentence for the user; null if nothing does. */
  public static @Nullable String problem(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || text.length() > LONGEST) {
      return "'" + text + "' is no address: expected host:port, for example 127.0.0.1:7001";
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c > '~' || (!bracketed && (c == ':' || c == '[' || c == ']'))) {
        return "'"
            + text
            + "' is no address: its host has a character that hosts don't have"
            + " (an IPv6 host stands in brackets, for example [::1]:7001)";
      }
    }
    return port(text.substring(colon + 1)) < 0
        ? "'" + text + "' is no address: its port is not a number from 1 to 65535"
        : null;
  }

  /** The port, or -1 if the text is none. */
  private static int port(String digits) {
    if (digits.isEmpty() || digits.length() > 5) {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = 10 * port + (c - '0');
    }
    return port >= 1 && port <= 65_535 ? port : -1;
  }
}
