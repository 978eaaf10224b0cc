package io.apexkv.sim.world;

import io.apexkv.sim.network.Reach;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Outsiders;

/** Takes apart who reaches whom, and joins it again. Endpoints are nodes and clients. */
final class Cuts {

  private final Reach reach;
  private final int nodes;
  private final int clients;

  Cuts(Reach reach, int nodes, int clients) {
    this.reach = reach;
    this.nodes = nodes;
    this.clients = clients;
  }

  /**
   * Cuts a side from the rest, or mends the cut. With a fault that names clients, those are on the
   * side and all other clients are not; else clients reach everyone.
   *
   * @param side nodes, a bit each
   */
  void sides(Fault fault, int side, boolean cut) {
    boolean bothWays = fault.kind() != FaultKind.ONE_WAY_PARTITION;
    boolean mayBridge =
        fault.kind() == FaultKind.PARTITION || fault.kind() == FaultKind.ONE_WAY_PARTITION;
    int bridge = mayBridge ? fault.magnitude() : 0;
    long in = endpoints(side, fault.clients());
    long out = endpoints(~side, fault.clients() == 0 ? 0 : ~fault.clients());
    long bridged = bridge == 0 ? 0 : 1L << Reach.node(bridge);
    for (int from = 0; from < Reach.ENDPOINTS; from++) {
      for (int to = 0; to < Reach.ENDPOINTS; to++) {
        boolean apart = (in >>> from & 1) != 0 && (out >>> to & 1) != 0;
        if (apart && ((1L << from | 1L << to) & bridged) == 0) {
          change(from, to, cut);
          if (bothWays) {
            change(to, from, cut);
          }
        }
      }
    }
  }

  /** Cuts clients from nodes, or mends the cut. */
  void clients(int struckClients, int struckNodes, boolean cut) {
    for (int client = 0; client < clients; client++) {
      for (int id = 1; id <= nodes; id++) {
        if ((struckClients & 1 << client) != 0 && (struckNodes & 1 << (id - 1)) != 0) {
          both(Reach.client(client), Reach.node(id), cut);
        }
      }
    }
  }

  /**
   * Cuts all pairs of nodes that are not neighbours on a ring, or mends the cuts. Three nodes make
   * an open ring: the first and the last are no neighbours.
   *
   * @param order ids of all nodes, as they sit on the ring
   */
  void ring(int[] order, boolean cut) {
    boolean open = order.length == 3;
    for (int one = 0; one < order.length; one++) {
      for (int other = one + 1; other < order.length; other++) {
        boolean closes = one == 0 && other == order.length - 1 && !open;
        if (other - one > 1 && !closes) {
          both(Reach.node(order[one]), Reach.node(order[other]), cut);
        }
      }
    }
  }

  /** Cuts a node from all other nodes and some clients, or mends the cut. */
  void alone(int node, int struckClients, boolean cut) {
    for (int other = 1; other <= nodes; other++) {
      if (other != node) {
        both(Reach.node(node), Reach.node(other), cut);
      }
    }
    clients(struckClients, 1 << (node - 1), cut);
  }

  void mendAll() {
    reach.mendAll();
  }

  /** A node is outside of the core from now on. */
  void expel(int node, Outsiders how) {
    int me = Reach.node(node);
    for (int other = 1; other <= nodes; other++) {
      if (other != node) {
        expel(me, Reach.node(other), how);
      }
    }
    for (int client = 0; client < clients; client++) {
      expel(me, Reach.client(client), how);
    }
  }

  private void expel(int me, int other, Outsiders how) {
    switch (how) {
      case DEAD -> {}
      case ISOLATED -> both(me, other, true);
      case DEAF -> change(other, me, true);
      case MUTE -> change(me, other, true);
    }
  }

  private long endpoints(int nodeBits, int clientBits) {
    long bits = 0;
    for (int id = 1; id <= nodes; id++) {
      bits |= (nodeBits & 1 << (id - 1)) == 0 ? 0 : 1L << Reach.node(id);
    }
    for (int client = 0; client < clients; client++) {
      bits |= (clientBits & 1 << client) == 0 ? 0 : 1L << Reach.client(client);
    }
    return bits;
  }

  private void both(int one, int other, boolean cut) {
    change(one, other, cut);
    change(other, one, cut);
  }

  private void change(int from, int to, boolean cut) {
    if (cut) {
      reach.cut(from, to);
    } else {
      reach.mend(from, to);
    }
  }
}
