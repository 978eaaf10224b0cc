package io.apexkv.sim.client;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;

/**
 * What clients invoked and what they were told, in the order in which it happened to them: the
 * history, and its numbers. The liveness phase is counted apart, from a moment on.
 */
public final class Journal {

  private final HistoryBuilder history = new HistoryBuilder();
  private long acknowledgedWrites;
  private long acknowledgedReads;
  private long failed;
  private long unknown;

  /** Operations with numbers from here on, and before the other one, count. */
  private int countedFrom = Integer.MAX_VALUE;

  private int countedUntil = Integer.MAX_VALUE;
  private long countedOk;

  /** Nothing has happened. */
  public Journal() {}

  /** Operations invoked from now on count for the liveness floor. */
  public void beginCounting() {
    countedFrom = history.size();
  }

  /** Operations invoked from now on don't count any more. */
  public void endCounting() {
    countedUntil = history.size();
  }

  /** Operations that count for the liveness floor. */
  public long counted() {
    return (long) Math.min(countedUntil, history.size()) - Math.min(countedFrom, history.size());
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
    return switch (request.kind()) {
      case GET -> history.invokeRead(process, request.key());
      case PUT -> history.invokeWrite(process, request.key(), request.value());
      case DEL -> history.invokeDelete(process, request.key());
      case CAS -> history.invokeCas(process, request.key(), request.expected(), request.value());
    };
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
  }

  /** Nobody can say; of a read it does not matter. */
  void unknown(int operation) {
    history.info(operation);
    unknown++;
  }

  private void ok(int operation) {
    if (operation >= countedFrom && operation < countedUntil) {
      countedOk++;
    }
  }
}
