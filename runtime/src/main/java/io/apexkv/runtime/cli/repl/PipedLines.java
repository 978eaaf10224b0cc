package io.apexkv.runtime.cli.repl;

import io.apexkv.kernel.base.Nullable;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines of a stream as bytes, since values need not be text. */
final class PipedLines {

  private final InputStream in;
  private long number;

  PipedLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next line, without its end; null after the last. */
  byte @Nullable [] next() throws IOException {
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (b >= 0 && b != '\n') {
      line.write(b);
      b = in.read();
    }
    return line.toByteArray();
  }

  /** The number of the line that was last read, from 1. */
  long number() {
    return number;
  }
}
