package io.apexkv.kernel;

/** Orders that a node's operator, through its host, may give to the kernel. */
public enum AdminOrder {
  /**
   * Prepare to stop: admit no new request (each is answered that the node is stopping), answer what
   * is pending, then lead nothing and campaign for nothing. {@link Trace#DRAINED} tells that it is
   * done. Voting and replication go on until the host ends the process.
   */
  DRAIN
}
