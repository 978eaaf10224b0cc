package io.apexkv.sim.plan;

/**
 * What clients do.
 *
 * @param sessionClients clients with sessions and retries
 * @param rawClients clients that pipeline plain commands on one connection and never resend
 * @param readers how many of all clients, the last ones, only read
 * @param window operations that a client may have unanswered
 * @param keys keys that all clients share
 * @param thinkNanos mean time from an answer to the client's next operation
 * @param getPercent how many operations of a hundred are GETs
 * @param putPercent how many are PUTs
 * @param delPercent how many are DELs; the rest are CAS
 * @param valueBytes length of most values, 8 or more
 * @param largePerMillion how many values of a million are as long as allowed
 * @param forwardPerMillion how many plain commands of a million ask to be forwarded
 * @param keyShape which keys clients like
 * @param arrival when a client asks for the next thing
 * @param valueShape how long values are
 */
public record Workload(
    int sessionClients,
    int rawClients,
    int readers,
    int window,
    int keys,
    long thinkNanos,
    int getPercent,
    int putPercent,
    int delPercent,
    int valueBytes,
    int largePerMillion,
    int forwardPerMillion,
    KeyShape keyShape,
    Arrival arrival,
    ValueShape valueShape) {

  /** All clients. */
  public int clients() {
    return sessionClients + rawClients;
  }

  /** Whether a client, from 0, only reads. */
  public boolean onlyReads(int client) {
    return client >= clients() - readers;
  }
}
