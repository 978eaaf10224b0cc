package io.apexkv.sim.network;

/** What the network asks of a node and tells it about its peers. */
public interface PeerPort {

  /** The boot counter that the node's handshake announces; 0: it does not speak to peers now. */
  long bootCounter();

  /** See {@link io.apexkv.kernel.Inputs#peerUp}. */
  void peerUp(int peer, long bootCounter);

  /** See {@link io.apexkv.kernel.Inputs#peerDown}. */
  void peerDown(int peer);

  /** See {@link io.apexkv.kernel.Inputs#sendSpace}. */
  void sendSpace(int peer, int bytes);

  /** See {@link io.apexkv.kernel.Inputs#message}. */
  void message(int peer, byte[] frame);
}
