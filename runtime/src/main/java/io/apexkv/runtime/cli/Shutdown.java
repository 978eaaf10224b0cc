package io.apexkv.runtime.cli;

import io.apexkv.runtime.node.Logs;
import io.apexkv.runtime.node.Node;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns the end of the process, by SIGTERM, SIGINT or our own exit, into a clean stop of its node.
 * Java would end a process that got SIGTERM with 143; a node that stopped cleanly ends with 0.
 */
final class Shutdown {

  private static final long BEYOND_DRAINING_MILLIS = 5_000;

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Node node;
  private final long patienceMillis;

  private Shutdown(Node node, long drainMillis) {
    this.node = node;
    this.patienceMillis = drainMillis + BEYOND_DRAINING_MILLIS;
  }

  static Shutdown install(Node node, long drainMillis) {
    Shutdown shutdown = new Shutdown(node, drainMillis);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::stop, "shutdown"));
    return shutdown;
  }

  /** The node has ended; the process ends with this code. */
  void ended(int code) {
    exitCode.complete(code);
  }

  private void stop() {
    node.stop();
    int code = ExitCodes.FAILED;
    try {
      code = exitCode.get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException stuck) {
      System.err.println("apex: the node did not stop in time; ending it");
    }
    Logs.end();
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}
