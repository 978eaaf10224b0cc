package io.apexkv.sim.cli;

import io.apexkv.sim.page.PageTemplate;
import java.nio.file.Path;
import picocli.CommandLine;

/** The file that {@code --html} names. */
final class PageFile {

  static final String OPTION = "--html";

  private PageFile() {}

  /** Refuses a file that can't be written, before a run has taken its time. */
  static void requirePlace(CommandLine line, Path file) {
    OutputFile.require(line, OPTION, file);
  }

  /** Writes the page of this data, and says where it is; false if it can't be written. */
  static boolean write(CommandLine line, Path file, String data) {
    boolean written = OutputFile.write(line, file, PageTemplate.page(data));
    if (written) {
      line.getErr().println("page: " + file + " (open it in a browser)");
      line.getErr().flush();
    }
    return written;
  }
}
