package io.apexkv.runtime.cli.repl;

/** A line that is no statement; the message is a sentence for the one who typed it. */
final class BadLine extends Exception {

  BadLine(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
