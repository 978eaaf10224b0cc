package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.Action;
import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.HistoryWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the history, and counts. An invocation is written before its request is sent, a return
 * after its answer has come, so that the order of the lines never claims more than was so. For use
 * by several threads.
 */
final class Recorder implements Closeable {

  private final HistoryWriter history;
  private final long beganNanos = System.nanoTime();
  private final AtomicInteger processes = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();

  /** Records to {@code out}, which {@link #close} closes. */
  Recorder(Writer out) {
    history = new HistoryWriter(new BufferedWriter(out, 1 << 16));
  }

  /**
   * A number for a sequential line of operations. After an UNKNOWN one its line has ended: it may
   * still be under way, and a process does one thing at a time.
   */
  int newProcess() {
    return processes.getAndIncrement();
  }

  /** An operation is about to be sent. */
  void invoked(int process, Operation operation) {
    try {
      switch (operation) {
        case Operation.Read read -> history.invokeRead(process, read.key(), now());
        case Operation.Write write ->
            history.invokeWrite(process, write.key(), write.value(), now());
        case Operation.Cas cas ->
            history.invokeCas(
                process,
                cas.key(),
                Optional.ofNullable(cas.expected()),
                Optional.of(cas.value()),
                now());
        case Operation.Delete delete -> history.invokeDelete(process, delete.key(), now());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** An operation has its outcome. */
  void returned(int process, Operation operation, Outcome outcome) {
    try {
      switch (outcome) {
        case Outcome.Failed no -> {
          failed.incrementAndGet();
          history.fail(process, action(operation), operation.key(), now());
        }
        case Outcome.Unknown open -> {
          unknown.incrementAndGet();
          history.info(process, action(operation), operation.key(), now());
        }
        default -> {
          acknowledged.incrementAndGet();
          if (operation.isWrite()) {
            writes.incrementAndGet();
          }
          answered(process, operation, outcome);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void answered(int process, Operation operation, Outcome outcome) throws IOException {
    ByteString key = operation.key();
    switch (operation) {
      case Operation.Read read -> history.okRead(process, key, valueOf(outcome), now());
      case Operation.Write write -> history.ok(process, Action.WRITE, key, now());
      case Operation.Cas cas -> history.okCas(process, key, outcome instanceof Outcome.Done, now());
      case Operation.Delete delete ->
          history.okDelete(process, key, outcome instanceof Outcome.Done, now());
    }
  }

  /** What a read found. */
  static Optional<ByteString> valueOf(Outcome outcome) {
    return outcome instanceof Outcome.Value value
        ? Optional.of(ByteString.of(value.bytes()))
        : Optional.empty();
  }

  private static Action action(Operation operation) {
    return switch (operation) {
      case Operation.Read read -> Action.READ;
      case Operation.Write write -> Action.WRITE;
      case Operation.Cas cas -> Action.CAS;
      case Operation.Delete delete -> Action.DELETE;
    };
  }

  /** What was done to the cluster, for people who read the history. */
  void nemesis(String fault, String detail) {
    try {
      history.nemesis(fault, detail, now());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Operations with the outcome OK. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Those of them that were writes. */
  long writes() {
    return writes.get();
  }

  long failed() {
    return failed.get();
  }

  long unknown() {
    return unknown.get();
  }

  private long now() {
    return System.nanoTime() - beganNanos;
  }

  @Override
  public void close() throws IOException {
    history.close();
  }
}
