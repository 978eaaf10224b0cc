package io.apexkv.sim.network;

/** What the network tells a client. */
public interface ClientPort {

  /** The connection can be used. */
  void connected(ClientConnection connection);

  /** The connection was refused, could not be made, or is lost. */
  void disconnected(ClientConnection connection);

  /** A whole frame has come. */
  void received(ClientConnection connection, byte[] frame);
}
