package io.apexkv.sim.cli;

import java.util.List;

/** Prints the reports of a check while they come in. */
interface CheckPrinter {
  /** {@code done} files are done, and this one is next. */
  void progress(int done, String name);

  void print(FileReport report);

  /** There are no more than these. */
  void end(List<FileReport> reports);
}
