package io.apexkv.kernel;

/** Orders that a node's operator, through its host, may give to the kernel. */
public enum AdminOrder {
  /**
   * Prepare to stop: lead nothing, campaign for nothing, admit no new request (each is answered
   * that the node is stopping), and answer what is pending. {@link Trace#DRAINED} tells when no
   * request is pending any more. Voting and replication go on until the host ends the process.
   */
  DRAIN
}
