package io.apexkv.runtime.cli.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ends nodes of a local cluster: kindly, and if that does not help, for good. */
final class NodeStopper {

  private final ClusterFiles files;

  NodeStopper(ClusterFiles files) {
    this.files = files;
  }

  /**
   * How a node's end came about.
   *
   * @param killed whether it had to be killed, since it did not end when asked to
   */
  record Stopped(int node, long pid, boolean killed) {}

  /**
   * Asks nodes to end, all at once, and kills those that have not ended after {@code limit}. Nodes
   * that do not run are passed over.
   */
  List<Stopped> stop(List<Integer> nodes, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    Map<Integer, NodeProcess> living = new TreeMap<>();
    for (int node : nodes) {
      NodeProcess process = files.pid(node).living();
      if (process != null && process.signal(Signal.TERM)) {
        process.signal(Signal.CONT); // a paused one could not hear it
        living.put(node, process);
      }
    }
    List<Stopped> stopped = new ArrayList<>();
    for (Map.Entry<Integer, NodeProcess> entry : living.entrySet()) {
      boolean killed = !endsBy(entry.getValue(), end);
      stopped.add(new Stopped(entry.getKey(), entry.getValue().pid(), killed));
      files.pid(entry.getKey()).delete();
    }
    return stopped;
  }

  private static boolean endsBy(NodeProcess process, long endNanos) throws IOException {
    if (process.awaitEnd(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())))) {
      return true;
    }
    process.signal(Signal.KILL);
    process.awaitEnd(Duration.ofSeconds(5));
    return false;
  }
}
