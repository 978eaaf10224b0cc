package io.apexkv.sim.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Makes what happens the expected traces, and says which files that changed. */
final class TraceUpdate {

  private final CommandLine line;
  private int written;
  private int same;
  private boolean failed;

  TraceUpdate(CommandLine line) {
    this.line = line;
  }

  /** Takes a scenario's trace as the expected one; its file is left alone if it says the same. */
  void accept(ChosenScenario one, String trace) {
    if (isIn(one.traceFile(), trace)) {
      same++;
    } else if (OutputFile.write(line, one.traceFile(), trace)) {
      written++;
      line.getErr().println("written: " + one.traceFile());
    } else {
      failed = true;
    }
  }

  private static boolean isIn(Path file, String trace) {
    try {
      return ScenarioFiles.content(file).filter(trace::equals).isPresent();
    } catch (IOException unreadable) {
      return false; // then it can't be written either, and that is said
    }
  }

  boolean hasFailed() {
    return failed;
  }

  /** The last line. */
  void end() {
    line.getErr()
        .println(
            written
                + (written == 1 ? " trace" : " traces")
                + " written, "
                + same
                + " were as expected already");
    line.getErr().flush();
  }
}
