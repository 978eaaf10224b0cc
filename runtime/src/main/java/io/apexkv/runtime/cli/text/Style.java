package io.apexkv.runtime.cli.text;

/** How a piece of text stands out on a terminal; elsewhere all look alike. */
public enum Style {
  /** Like its surroundings. */
  PLAIN(""),
  /** A headline. */
  BOLD("1"),
  /** Of less interest than what stands around it. */
  DIM("2"),
  /** As it should be. */
  GOOD("32"),
  /** Deserves a look. */
  WARNING("33"),
  /** Not as it should be. */
  BAD("31");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text with escape sequences around it if {@code colour} is wanted, else the text. */
  public String paint(String text, boolean colour) {
    return colour && !code.isEmpty() && !text.isEmpty()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }
}
