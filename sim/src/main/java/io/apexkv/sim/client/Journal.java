package io.apexkv.sim.client;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.ByteStrings;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;

/**
 * What clients invoked and what they were told, in the order in which it happened to them: the
 * history, and its numbers. The liveness phase is counted apart, from a moment on.
 */
public final class Journal {

  /** Hears of every operation when it begins and when its client knows how it ended. */
  public interface Listener {

    /** A client's process has invoked the operation with this number. */
    void invoked(int operation, int process);

    /** The client was told, or gave up. */
    void returned(int operation);
  }

  private final HistoryBuilder history = new HistoryBuilder(ByteStrings.NUMBERS, Values.NAMES);
  private @Nullable Listener listener;
  private long acknowledgedWrites;
  private long acknowledgedReads;
  private long failed;
  private long unknown;

  /** Operations with numbers from here on, and before the other one, count. */
  private int countedFrom = Integer.MAX_VALUE;

  private int countedUntil = Integer.MAX_VALUE;
  private long countedOk;
  private long countedElsewhere;

  /** Nothing has happened. */
  public Journal() {}

  /** Lets somebody hear of operations; to be called before there are any. */
  public void listen(Listener newListener) {
    listener = newListener;
  }

  /** Operations invoked from now on count for the liveness floor. */
  public void beginCounting() {
    countedFrom = history.size();
  }

  /** Operations invoked from now on don't count any more. */
  public void endCounting() {
    countedUntil = history.size();
  }

  /**
   * Operations that count for the liveness floor: all but those whose client was told who else
   * leads. It asks a node for keys of many groups, and few nodes lead all of them.
   */
  public long counted() {
    long invoked =
        (long) Math.min(countedUntil, history.size()) - Math.min(countedFrom, history.size());
    return invoked - countedElsewhere;
  }

  /** How many of those have ended OK. */
  public long countedOk() {
    return countedOk;
  }

  /** PUTs, DELs and CAS that were answered. */
  public long acknowledgedWrites() {
    return acknowledgedWrites;
  }

  /** GETs that were answered. */
  public long acknowledgedReads() {
    return acknowledgedReads;
  }

  /** Operations that certainly did nothing. */
  public long failed() {
    return failed;
  }

  /** Operations of which nobody can say. */
  public long unknown() {
    return unknown;
  }

  /** The history so far. */
  public History history() {
    return history.build();
  }

  /**
   * A client invokes a request.
   *
   * @param process a number that does one thing at a time
   * @return the operation's number
   */
  int invoke(int process, Request request) {
    int operation =
        switch (request.kind()) {
          case GET -> history.invokeRead(process, request.key());
          case PUT -> history.invokeWrite(process, request.key(), request.value());
          case DEL -> history.invokeDelete(process, request.key());
          case CAS ->
              history.invokeCas(process, request.key(), request.expected(), request.value());
        };
    Listener hears = listener;
    if (hears != null) {
      hears.invoked(operation, process);
    }
    return operation;
  }

  /** A GET found a value, or {@link Request#ABSENT}. */
  void read(int operation, long value) {
    history.okRead(operation, value);
    acknowledgedReads++;
    ok(operation);
  }

  /** A PUT was applied. */
  void written(int operation) {
    history.ok(operation);
    acknowledgedWrites++;
    ok(operation);
  }

  /** A DEL was applied, and there was a value or not. */
  void deleted(int operation, boolean found) {
    history.okDelete(operation, found);
    acknowledgedWrites++;
    ok(operation);
  }

  /** A CAS was applied, and has swapped or not. */
  void swapped(int operation, boolean swapped) {
    history.okCas(operation, swapped);
    acknowledgedWrites++;
    ok(operation);
  }

  /** It certainly did nothing and never will. */
  void failed(int operation) {
    history.fail(operation);
    failed++;
    returned(operation);
  }

  /** It did nothing, since another node leads, and its client was told truly which. */
  void elsewhere(int operation) {
    if (counts(operation)) {
      countedElsewhere++;
    }
    failed(operation);
  }

  /** Nobody can say; of a read it does not matter. */
  void unknown(int operation) {
    history.info(operation);
    unknown++;
    returned(operation);
  }

  private void ok(int operation) {
    if (counts(operation)) {
      countedOk++;
    }
    returned(operation);
  }

  private boolean counts(int operation) {
    return operation >= countedFrom && operation < countedUntil;
  }

  private void returned(int operation) {
    Listener hears = listener;
    if (hears != null) {
      hears.returned(operation);
    }
  }
}
