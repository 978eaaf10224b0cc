package io.apexkv.sim.network;

/** What the network asks of a node and tells it about its clients. */
public interface ServerPort {

  /** Whether a process runs and accepts connections. */
  boolean listens();

  /** A new connection's number in the running process. */
  long nextConnection();

  /** See {@link io.apexkv.kernel.Inputs#connectionOpened}. */
  void connectionOpened(ClientConnection connection);

  /** See {@link io.apexkv.kernel.Inputs#connectionClosed}. */
  void connectionClosed(ClientConnection connection);

  /** See {@link io.apexkv.kernel.Inputs#request}. */
  void request(ClientConnection connection, byte[] frame);
}
