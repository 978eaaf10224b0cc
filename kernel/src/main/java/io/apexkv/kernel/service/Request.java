package io.apexkv.kernel.service;

/**
 * Who waits for an answer: what must be kept of a request until it can be answered. Mutable and
 * reused, so that the request path allocates nothing.
 */
final class Request {

  /** The connection's id (above 0), or minus the node id of the peer that forwarded it. */
  long origin;

  /** Of a forwarded request: the number that its answer echoes to the peer. */
  long forward;

  /** The client's number, which the answer echoes to the client. */
  int sequence;

  /** Bytes that the request counts for in the bounds of what is pending. */
  int bytes;

  /** When it came, for latencies. */
  long startedNanos;

  /** Its place among all requests of this node. */
  long arrival;

  boolean forwarded() {
    return origin < 0;
  }

  int peer() {
    return (int) -origin;
  }

  void copyTo(Request target) {
    target.origin = origin;
    target.forward = forward;
    target.sequence = sequence;
    target.bytes = bytes;
    target.startedNanos = startedNanos;
    target.arrival = arrival;
  }
}
