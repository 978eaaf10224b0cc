package io.apexkv.client.core;

import java.nio.ByteBuffer;

/**
 * What {@link ClientCore} needs of the world: connections to nodes.
 *
 * <p>The core names connections by numbers that it never uses twice, so that a late event of a
 * connection that it gave up can't be taken for one of its successor. An implementation must not
 * call the core back from inside these methods.
 */
public interface Transport {

  /**
   * Begins to connect. Ends with {@link ClientCore#onConnected} or {@link
   * ClientCore#onDisconnected}, unless the core closes the connection first.
   *
   * @param address "host:port"
   */
  void connect(long connection, String address);

  /**
   * Sends one frame on an established connection: whole and in order, or the connection is lost.
   * The bytes are the core's again when this returns.
   */
  void send(long connection, ByteBuffer buffer, int offset, int length);

  /** Gives a connection up, established or not; its later events are ignored. */
  void close(long connection);
}
