package io.apexkv.sim.history;

/** A line, or an event in its place among the others, that is not what a history may hold there. */
final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_CHARS = 100;

  MalformedLineException(String found, String expected) {
    super("found " + shorten(found) + ", expected " + expected);
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
  }
}
