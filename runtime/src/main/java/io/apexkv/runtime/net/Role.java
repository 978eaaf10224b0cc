package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;

/**
 * Whose bytes a connection carries. A link has one role at a time, and roles change only forward.
 */
sealed interface Role permits Newcomer, Client, PeerLink, Lingering {

  /** Takes what came in, or the news that the connection {@linkplain Link#isOver is over}. */
  void deliver(Inputs kernel, long nowNanos);

  /** So many bytes of the link's queue reached the socket. */
  void written(int bytes, long nowNanos);

  /** Whether more should be read now. */
  boolean wantsBytes();

  /** Called now and then: gives up what lasts too long. */
  void sweep(long nowNanos);
}
