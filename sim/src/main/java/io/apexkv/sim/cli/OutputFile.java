package io.apexkv.sim.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Files that commands write when the work is done: looked at before it, since it may take hours.
 */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Refuses a file that can't be written.
   *
   * @param option who names it, or what it is
   * @throws picocli.CommandLine.ParameterException if it is a folder, its folder is not there, or
   *     it may not be written
   */
  public static void require(CommandLine line, String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String found = option + " " + file;
    if (Files.isDirectory(file)) {
      throw WrongUse.found(line, found + ", a folder", "a file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw WrongUse.found(line, found, "a file in a folder that exists; there is no " + folder);
    }
    if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
      throw WrongUse.found(line, found, "a file that may be written");
    }
  }

  /** Writes a text; false if that failed all the same, which is said with the reason. */
  static boolean write(CommandLine line, Path file, String text) {
    try {
      Files.writeString(file, text);
      return true;
    } catch (IOException failed) {
      line.getErr().println(file + " can't be written: " + reason(failed));
      line.getErr().flush();
      return false;
    }
  }

  /** Why a file can't be written, for a user. */
  public static String reason(IOException failed) {
    return switch (failed) {
      case NoSuchFileException gone -> "its folder is not there";
      case AccessDeniedException denied -> "no permission";
      case FileSystemException known when known.getReason() != null ->
          String.valueOf(known.getReason());
      default -> String.valueOf(failed.getMessage());
    };
  }
}
