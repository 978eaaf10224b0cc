package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a file is that can't be replayed is said in plain words. */
final class ReplayCommandTest {

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private void refused(Path file, String why) {
    assertEquals(
        3,
        new CommandLine(new ReplayCommand()).setErr(new PrintWriter(err)).execute(file.toString()));
    assertTrue(err.toString().contains(file + ": " + why), err::toString);
  }

  @Test
  void aMissingFileIsMissing() {
    refused(folder.resolve("none"), "there is no such file. Give");
  }

  @Test
  void aDirectoryIsADirectory() {
    refused(folder, "it is a directory. Give");
  }

  @Test
  void anEmptyFileHasNoBytes() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    refused(empty, "a recording has a head, but this file ends after 0 bytes. Give");
  }

  @Test
  void wrongUseIsItsOwnExitCode() {
    assertEquals(64, new CommandLine(new ReplayCommand()).setErr(new PrintWriter(err)).execute());
  }
}
