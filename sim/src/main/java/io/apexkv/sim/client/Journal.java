package io.apexkv.sim.client;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.Action;
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
  private final Tally all = new Tally();
  private final Tally withoutRoom = new Tally();

  /**
   * How the liveness phase was served.
   *
   * @param ok operations that were served
   * @param all operations that count: not those whose client was told who else leads. It asks a
   *     node for keys of many groups, and few nodes lead all of them
   */
  public record Service(long ok, long all) {

    /** Where nothing is owed. */
    public static final Service NONE = new Service(0, 0);
  }

  private static final class Tally {
    private long ok;
    private long all;

    Service service() {
      return new Service(ok, all);
    }
  }

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

  /** The service that was counted. */
  public Service service() {
    return all.service();
  }

  /** The same of GET and DEL alone, which ask for no room in memory. */
  public Service serviceWithoutRoom() {
    return withoutRoom.service();
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
    tally(operation, 0, 1);
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
    tally(operation, 0, -1);
    failed(operation);
  }

  /** Nobody can say; of a read it does not matter. */
  void unknown(int operation) {
    history.info(operation);
    unknown++;
    returned(operation);
  }

  private void ok(int operation) {
    tally(operation, 1, 0);
    returned(operation);
  }

  private void tally(int operation, int moreOk, int more) {
    if (operation < countedFrom || operation >= countedUntil) {
      return;
    }
    all.ok += moreOk;
    all.all += more;
    Action action = history.action(operation);
    if (action == Action.READ || action == Action.DELETE) {
      withoutRoom.ok += moreOk;
      withoutRoom.all += more;
    }
  }

  private void returned(int operation) {
    Listener hears = listener;
    if (hears != null) {
      hears.returned(operation);
    }
  }
}
