package io.apexkv.runtime.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process with this one's class path. It ends with this one: its standard input ends then,
 * which it has to watch.
 */
final class ChildJava implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private ChildJava(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts one.
   *
   * @param directMemoryMegabytes how much it may take outside its heap, which is small
   */
  static ChildJava start(Class<?> main, int directMemoryMegabytes, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=" + directMemoryMegabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ChildJava(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  long pid() {
    return process.pid();
  }

  /** The next line that it writes. */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("a process of this run ended before it was asked to");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
