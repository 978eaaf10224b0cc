package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.kernel.base.Nullable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of other people: found, started in a directory of their own, ended. */
final class Programs implements AutoCloseable {

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long POLL_MILLIS = 20;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final Thread onExit = new Thread(this::kill, "kill-rival");

  /**
   * Nothing runs yet.
   *
   * @param parent where the directory is made
   */
  Programs(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    directory = Files.createTempDirectory(parent, name + "-");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** The program of this name that the system would start, or null. */
  static @Nullable Path find(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    for (String place : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(place, name);
      if (!place.isEmpty() && Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }

  static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  Path directory() {
    return directory;
  }

  /** What they say. */
  Path log() {
    return directory.resolve("log");
  }

  /** Starts one; what it says goes to {@link #log}. */
  Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    processes.add(process);
    return process;
  }

  /** Waits until somebody listens at a port of this machine. */
  void awaitPort(int port) throws IOException {
    long end = System.nanoTime() + START_NANOS;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() - end > 0) {
          throw new IOException("nobody listens at port " + port + " after 20 s");
        }
        pause();
      }
    }
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    processes.forEach(Process::destroyForcibly);
    try {
      delete();
    } catch (IOException busy) {
      // The system is ending this process; what is left lies in a directory for scratch.
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Ends all and deletes what they wrote. */
  @Override
  public void close() throws IOException {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      try {
        process.waitFor();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException ending) {
      // Ctrl-C; the hook runs, and finds nothing left to do.
    }
  }
}
