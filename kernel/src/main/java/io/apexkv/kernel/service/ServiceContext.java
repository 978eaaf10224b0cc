package io.apexkv.kernel.service;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.TraceQueue;

/** What all groups' services on a node share. */
final class ServiceContext {

  final Config config;
  final Answers answers;
  final Admission admission;
  final PendingReads reads = new PendingReads();
  final Metrics metrics = new Metrics();
  final TraceQueue traces;
  final Service.LogReads logReads;

  /** Times of the input being handled. */
  long nowNanos;

  long wallMillis;

  /** When the node booted; only differences from it mean something. */
  long bootedNanos;

  NodeState state = NodeState.RECOVERING;

  /** Boots of this data directory, this one included; 0 while recovering. */
  long bootCounter;

  /** Requests that came so far. */
  long arrivals;

  /** Whether it was told that the log is full: once is enough, since it will stay so. */
  private boolean logFullTraced;

  ServiceContext(
      Config config,
      Answers answers,
      Admission admission,
      TraceQueue traces,
      Service.LogReads logReads) {
    this.config = config;
    this.answers = answers;
    this.admission = admission;
    this.traces = traces;
    this.logReads = logReads;
  }

  /** Whether the log's budget is used up, so that no client may add to it. */
  boolean logFull(long group) {
    long usedBytes = logReads.usedBytes();
    long budgetBytes = config.limits().logBudgetBytes();
    boolean full = usedBytes >= budgetBytes;
    if (full && !logFullTraced) {
      logFullTraced = true;
      traces.add(Trace.LOG_FULL, group, usedBytes, budgetBytes);
    }
    return full;
  }
}
