package io.apexkv.runtime.cli.bench;

import io.apexkv.client.core.Address;
import io.apexkv.client.core.ClusterDescription;
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

/**
 * A cluster of ApexKV. With one group all connections go to its leader, as a client's do; with more
 * they are spread over the nodes, which forward.
 */
final class ApexTarget implements Target {

  private static final long GROUP = 1;

  private final List<String> servers;
  private final @Nullable ScratchCluster own;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final boolean forward;
  private final int leader;

  /**
   * @param servers addresses "host:port", at least one
   * @param own the cluster if this command started it: its processes are on this machine
   */
  ApexTarget(List<String> servers, @Nullable ScratchCluster own) {
    this.servers = servers;
    this.own = own;
    ClusterView view = view();
    forward = view.groups() > 1;
    leader = view.leaderOf(GROUP);
    for (NodeView node : view.nodes()) {
      if (forward || node.node() == leader) {
        Address address = Address.parse(node.address());
        addresses.add(new InetSocketAddress(address.host(), address.port()));
      }
    }
    if (leader == 0) {
      throw new UserMistake(
          ExitCodes.FAILED, "the cluster has no leader.", "See why with './apex status'.");
    }
  }

  private ClusterView view() {
    ClusterView view = ClusterView.of(servers);
    if (view == null) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "no ApexKV node answers at " + String.join(", ", servers) + ".",
          "See whether a node runs there: ./apex status");
    }
    return view;
  }

  /** Bytes of the leader's log. */
  long logBytes() {
    for (NodeView node : view().nodes()) {
      ClusterDescription description = node.description();
      if (node.node() == leader && description != null) {
        return description.logBytes();
      }
    }
    return 0;
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
