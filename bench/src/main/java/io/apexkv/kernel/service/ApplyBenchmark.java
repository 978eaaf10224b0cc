package io.apexkv.kernel.service;

import io.apexkv.bench.DirectChunks;
import io.apexkv.kernel.base.Prng;
import io.apexkv.kernel.session.SessionTable;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.MemoryEngine;
import io.apexkv.kernel.store.Slabs;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A committed entry applied, with the calls that {@link Applier} makes: parsed, its key made
 * resident, admitted by its session, executed on the memory engine, its answer remembered. In the
 * package of what it measures, which is nobody else's business. 8-byte keys in random order, values
 * of 256 bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ApplyBenchmark {

  private static final int KEY_BYTES = 8;
  private static final int VALUE_BYTES = 256;
  private static final int MAX_VALUE_BYTES = 1 << 20;
  private static final int CHUNK_BYTES = 4 << 20;
  private static final int CHUNKS = 256;
  private static final long SESSION = 1;
  private static final int WINDOW = 32;
  private static final long LOG_TIME_MILLIS = 1000;
  private static final int KEY_AT =
      EntryCodec.HEADER_BYTES + LogEntry.OPERATION_PARTS + Integer.BYTES;

  @Param({"10000", "1000000"})
  int keys;

  private final StateMachine machine =
      new StateMachine(
          new MemoryEngine(new Slabs(new DirectChunks(CHUNK_BYTES, CHUNKS)), MAX_VALUE_BYTES, 7),
          new SessionTable((session, evicted) -> {}));
  private final ByteBuffer put = command(ClientCommand.PUT);
  private final ByteBuffer putOfSession = command(ClientCommand.PUT);
  private final ByteBuffer cas = command(ClientCommand.CAS);
  private final Prng prng = new Prng(1);
  private long index;
  private long number;

  /** Opens the session, which is named after its entry's index, and writes every key. */
  @Setup
  public void fill() {
    ByteBuffer open = entry(EntryCodec.OPEN_SESSION, LogEntry.OPEN_BYTES);
    LogEntry.putOpen(open, EntryCodec.HEADER_BYTES, WINDOW, 1, Long.MAX_VALUE);
    require(StateMachine.Outcome.OPENED, apply(open));
    for (long key = 0; key < keys; key++) {
      put.putLong(KEY_AT, key);
      require(StateMachine.Outcome.OK, apply(put));
    }
  }

  /** A PUT without a session. */
  @Benchmark
  public StateMachine.Outcome put() {
    return applyToAnyKey(put);
  }

  /** A PUT under a session, the next number each time, all before answered. */
  @Benchmark
  public StateMachine.Outcome putOfSession() {
    number++;
    int payload = EntryCodec.HEADER_BYTES;
    putOfSession.putLong(payload, SESSION);
    putOfSession.putLong(payload + 8, number);
    putOfSession.putLong(payload + 16, number);
    return applyToAnyKey(putOfSession);
  }

  /** A CAS that finds what it expects, all of the 256 bytes. */
  @Benchmark
  public StateMachine.Outcome cas() {
    return applyToAnyKey(cas);
  }

  private StateMachine.Outcome applyToAnyKey(ByteBuffer entry) {
    entry.putLong(KEY_AT, prng.below(keys));
    return require(StateMachine.Outcome.OK, apply(entry));
  }

  private StateMachine.Outcome apply(ByteBuffer entry) {
    int kind = EntryCodec.kind(entry, 0);
    int bytes = EntryCodec.payloadBytes(entry, 0);
    if (machine.prefetch(kind, entry, EntryCodec.HEADER_BYTES, bytes) != Engine.READY) {
      throw new IllegalStateException("the memory engine has every key");
    }
    long logTimeMillis = EntryCodec.logTimeMillis(entry, 0);
    return machine.apply(++index, kind, logTimeMillis, entry, EntryCodec.HEADER_BYTES, bytes);
  }

  private static StateMachine.Outcome require(
      StateMachine.Outcome expected, StateMachine.Outcome outcome) {
    if (outcome != expected) {
      throw new IllegalStateException("expected " + expected + ", got " + outcome);
    }
    return outcome;
  }

  /** A PUT, or a CAS from a value of zeros to the same; the key is set each time. */
  private static ByteBuffer command(int operation) {
    boolean expects = operation == ClientCommand.CAS;
    int part = Integer.BYTES + VALUE_BYTES;
    int parts = Integer.BYTES + KEY_BYTES + (expects ? 1 + part : 0) + part;
    ByteBuffer entry = entry(EntryCodec.COMMAND, LogEntry.OPERATION_PARTS + parts);
    LogEntry.putSessionless(entry, EntryCodec.HEADER_BYTES, operation);
    entry.putInt(KEY_AT - Integer.BYTES, KEY_BYTES);
    int next = KEY_AT + KEY_BYTES;
    if (expects) {
      entry.put(next, (byte) 1).putInt(next + 1, VALUE_BYTES);
      next += 1 + part;
    }
    return entry.putInt(next, VALUE_BYTES);
  }

  private static ByteBuffer entry(int kind, int payloadBytes) {
    ByteBuffer entry = ByteBuffer.allocateDirect(EntryCodec.HEADER_BYTES + payloadBytes);
    EntryCodec.putHeader(entry, 0, payloadBytes, kind, 1, LOG_TIME_MILLIS);
    return entry;
  }
}
