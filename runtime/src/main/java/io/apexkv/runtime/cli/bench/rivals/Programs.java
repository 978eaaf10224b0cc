package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.kernel.base.Nullable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Programs of other people: found, started in a directory of their own, ended. */
final class Programs implements AutoCloseable {

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long POLL_MILLIS = 20;
  private static final int LAST_LINES = 3;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final Thread onExit = new Thread(this::kill, "kill-rival");

  /** Set when this process ends: then nothing may start that nobody would end. */
  private boolean ended;

  /**
   * Nothing runs yet.
   *
   * @param parent where the directory is made
   */
  Programs(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    directory = parent.resolve(name + "-" + UUID.randomUUID());
    try {
      Runtime.getRuntime().addShutdownHook(onExit); // first: it refuses once this process ends
    } catch (IllegalStateException ending) {
      throw new IOException("this process is being ended", ending);
    }
    Files.createDirectory(directory);
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
  synchronized Process start(List<String> command) throws IOException {
    if (ended) {
      throw new IOException("this process is being ended");
    }
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    processes.add(process);
    return process;
  }

  /**
   * Waits until somebody listens at a port of this machine.
   *
   * @throws IOException if one of the processes has ended, or nobody listens for too long
   */
  void awaitPort(int port) throws IOException {
    long end = System.nanoTime() + START_NANOS;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        requireRunning();
        if (System.nanoTime() - end > 0) {
          throw new IOException("nobody listens at port " + port + " after 20 s");
        }
        pause();
      }
    }
  }

  /**
   * To be asked while waiting for them.
   *
   * @throws IOException if one of them has ended
   */
  void requireRunning() throws IOException {
    for (Process process : processes) {
      if (!process.isAlive()) {
        throw new IOException("its process ended with exit code " + process.exitValue());
      }
    }
  }

  /**
   * The same for a while.
   *
   * @throws IOException if one of them has ended, or ends meanwhile
   */
  void requireRunning(long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    requireRunning();
    while (System.nanoTime() - end < 0) {
      pause();
      requireRunning();
    }
  }

  /** The last lines that they wrote, each on a line of its own; empty if there are none. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> System.lineSeparator() + "  " + line)
          .collect(Collectors.joining());
    } catch (IOException none) {
      return "";
    }
  }

  /**
   * Ends all after a failed start. The log goes with the directory, so its end goes with the
   * reason.
   */
  IOException giveUp(IOException failed) throws IOException {
    String words = lastWords();
    close();
    return new IOException(failed.getMessage() + words, failed);
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void kill() {
    ended = true;
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
