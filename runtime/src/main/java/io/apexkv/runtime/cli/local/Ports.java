package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Which ports of this machine can be listened on. */
final class Ports {

  private static final int FIRST_GUESS = 7101;
  private static final int LAST_GUESS = 60_001;
  private static final int GUESS_STEP = 100;
  private static final int TRIAL_FIRST = 10_000;

  /**
   * Below those that systems give to connections going out: while a node is down, nobody's
   * connection may take its port.
   */
  private static final int TRIAL_END = 30_000;

  private Ports() {}

  /** Whether a server could listen on the port now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException used) {
      return false;
    }
  }

  /** Ports in a row that are free now, others for each caller as far as chance goes. */
  static PortList someFree(int count) {
    return freeFrom(ThreadLocalRandom.current().nextInt(TRIAL_FIRST, TRIAL_END), count);
  }

  /**
   * Makes sure that a node's port is free, and says who has it if it is not.
   *
   * @throws UserMistake if it is used
   */
  static void requireFree(ClusterFiles files, LocalCluster cluster, int node) {
    int port = cluster.ports().ports().get(node - 1);
    if (isFree(port)) {
      return;
    }
    NodeProbe.Answer answer = NodeProbe.ask(cluster.address(node), ClusterView.PATIENCE);
    if (answer instanceof NodeProbe.Answer.Described(ClusterDescription told)) {
      String id = ClusterView.idOf(told);
      if (id.equals(cluster.id())) {
        throw new UserMistake(
            "node "
                + told.node()
                + " of this very cluster already listens on port "
                + port
                + ", but its pid file is gone, so that no command can stop it.",
            "Its process id stands in "
                + ClusterFiles.shown(files.data(told.node()).resolve("lock"))
                + ": end it with kill, then try again.");
      }
      throw new UserMistake(
          "port "
              + port
              + ", meant for node "
              + node
              + ", is in use by node "
              + told.node()
              + " of another ApexKV cluster ("
              + id
              + ").",
          "Stop that cluster, or choose free ports: " + suggestion(cluster.nodes()));
    }
    throw new UserMistake(
        "port " + port + ", meant for node " + node + ", is in use by another program.",
        "End that program (ss -ltnp 'sport = :"
            + port
            + "' names it), or choose free ports: "
            + suggestion(cluster.nodes()));
  }

  /** A line to paste with ports that are free now. */
  private static String suggestion(int nodes) {
    return "./apex up --ports " + freeFrom(FIRST_GUESS, nodes);
  }

  /** So many ports that are free now. */
  static PortList free(int count) {
    return freeFrom(FIRST_GUESS, count);
  }

  private static PortList freeFrom(int first, int nodes) {
    for (int guess = first; guess < LAST_GUESS; guess += GUESS_STEP) {
      PortList ports = PortList.from(guess, nodes);
      if (ports.ports().stream().allMatch(Ports::isFree)) {
        return ports;
      }
    }
    return PortList.from(first, nodes);
  }
}
