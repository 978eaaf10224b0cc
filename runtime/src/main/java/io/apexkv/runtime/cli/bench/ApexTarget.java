package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.bench.load.ApexWire;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Target;
import io.apexkv.runtime.cli.bench.load.Wire;
import io.apexkv.runtime.cli.local.ClusterView;
import io.apexkv.runtime.cli.local.NodeView;
import io.apexkv.runtime.cli.local.ScratchCluster;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of ApexKV. With one group all connections go to its leader, as a client's do; with more
 * they are spread over the nodes, which forward.
 */
final class ApexTarget implements Target {

  private static final long GROUP = 1;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int POLL_MILLIS = 20;

  private final List<String> servers;
  private final @Nullable ScratchCluster own;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final boolean forward;
  private final int leader;

  /**
   * @param servers addresses "host:port", at least one
   * @param own the cluster if this command started it: its processes are on this machine
   */
  private ApexTarget(List<String> servers, @Nullable ScratchCluster own) {
    this.servers = servers;
    this.own = own;
    ClusterView view = view(servers);
    forward = view.groups() > 1;
    leader = view.leaderOf(GROUP);
    for (NodeView node : view.nodes()) {
      if (forward || node.node() == leader) {
        addresses.add(ServerAddress.resolve(node.address()));
      }
    }
    if (leader == 0) {
      throw new UserMistake(
          ExitCodes.FAILED, "the cluster has no leader.", "See why with './apex status'.");
    }
  }

  /**
   * The cluster as soon as it has a leader.
   *
   * @throws UserMistake if it has none for too long
   */
  static ApexTarget await(List<String> servers, @Nullable ScratchCluster own) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return new ApexTarget(servers, own);
      } catch (UserMistake notYet) {
        if (System.nanoTime() - end > 0) {
          throw notYet;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What nodes say now.
   *
   * @throws UserMistake if none answers
   */
  static ClusterView view(List<String> servers) {
    ClusterView view = ClusterView.of(servers);
    if (view == null) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "no ApexKV node answers at " + String.join(", ", servers) + ".",
          "See whether a node runs there: ./apex status");
    }
    return view;
  }

  /**
   * To be asked before a load, and before what comes before it.
   *
   * @throws UserMistake if this cluster can't take it
   */
  void require(Load load) {
    if (load.sessions() && forward) {
      throw new UserMistake(
          "this cluster has several groups, and a session is of one of them.",
          "Leave out --sessions, or load a cluster of one group.");
    }
  }

  @Override
  public InetSocketAddress address(int index) {
    return addresses.get(index % addresses.size());
  }

  @Override
  public Wire wire(Load load) {
    return new ApexWire(load, load.sessions(), forward);
  }

  @Override
  public List<Server> servers() {
    List<Server> processes = new ArrayList<>();
    if (own != null) {
      processes.add(new Server("leader", own.pid(leader)));
      for (int node = 1; node <= servers.size(); node++) {
        if (node != leader) {
          processes.add(new Server("follower", own.pid(node)));
        }
      }
    }
    return processes;
  }
}
