package io.apexkv.sim.cli;

import io.apexkv.sim.page.PageTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The file that {@code --html} names. */
final class PageFile {

  private PageFile() {}

  /** Refuses a file that can't be written, before a run has taken its time. */
  static void requirePlace(CommandLine line, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new ParameterException(line, "--html is '" + file + "', a folder; expected a file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ParameterException(
          line, "--html is '" + file + "', found no folder '" + folder + "', expected one");
    }
  }

  /** Writes the page of this data, and says where it is. */
  static void write(CommandLine line, Path file, String data) {
    try {
      Files.writeString(file, PageTemplate.page(data));
    } catch (IOException unwritable) {
      throw new ParameterException(
          line, "--html is '" + file + "', which can't be written: " + unwritable.getMessage());
    }
    line.getErr().println("page: " + file + " (open it in a browser)");
    line.getErr().flush();
  }
}
