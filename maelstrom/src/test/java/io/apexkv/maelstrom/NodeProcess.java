package io.apexkv.maelstrom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code maelstrom/apex-maelstrom}, the very executable, as a process: lines in and lines out. */
final class NodeProcess implements AutoCloseable {

  private final Process process;
  private final OutputStream in;
  private final Thread out;
  private final Thread err;

  private NodeProcess(Process process, Consumer<String> stdout, Consumer<String> stderr) {
    this.process = process;
    this.in = process.getOutputStream();
    this.out = read(process.getInputStream(), stdout);
    this.err = read(process.getErrorStream(), stderr);
  }

  /**
   * Starts a node.
   *
   * @param stdout gets its lines, on a thread of its own
   * @param stderr likewise
   */
  static NodeProcess start(
      Path directory, Consumer<String> stdout, Consumer<String> stderr, String... arguments)
      throws IOException {
    return start(ourClasses(), directory, stdout, stderr, arguments);
  }

  /** The same with another class path. */
  static NodeProcess start(
      String classPath,
      Path directory,
      Consumer<String> stdout,
      Consumer<String> stderr,
      String... arguments)
      throws IOException {
    Path launcher = Path.of("apex-maelstrom").toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("APEX_CLASSES_FIRST", classPath);
    builder.environment().put("APEX_JAVA_OPTS", "-Djava.io.tmpdir=" + directory);
    return new NodeProcess(builder.start(), stdout, stderr);
  }

  /** The classes that are tested, which need not be those that {@code ./apex} built. */
  static String ourClasses() {
    return System.getProperty("java.class.path");
  }

  private static Thread read(InputStream stream, Consumer<String> lines) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines);
              } catch (IOException | RuntimeException over) {
                // The process has ended.
              }
            });
  }

  /** Writes a line to the node; one that has ended gets nothing. */
  synchronized void write(String line) {
    try {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException ended) {
      // Who needs the node alive asks for an answer.
    }
  }

  /** Ends the input; answers the exit code. */
  int finish() throws IOException, InterruptedException {
    in.close();
    return awaitExit();
  }

  /** The exit code, once all that it wrote was read. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the node does not end");
    }
    out.join();
    err.join();
    return process.exitValue();
  }

  /** SIGKILL, as Maelstrom does. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }
}
