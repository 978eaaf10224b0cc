package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Streams;
import java.util.Arrays;

/** One log as an oracle knows it: for every index its term and the hash of everything up to it. */
public final class LogChain {

  private static final long BEGIN = 0x4C6F67;

  private long[] terms = new long[64];
  private long[] hashes = new long[64];
  private int last;

  /** An empty log; the first index is 1. */
  public LogChain() {
    hashes[0] = BEGIN;
  }

  /** The last index. */
  public long last() {
    return last;
  }

  /** The term at an index, 0 before the first. */
  public long term(long index) {
    return terms[at(index)];
  }

  /** The hash of the log up to and including an index. */
  public long hash(long index) {
    return hashes[at(index)];
  }

  /** Whether the log reaches this index and is the other one's up to there. */
  public boolean agrees(LogChain other, long index) {
    return index <= last && index <= other.last && hash(index) == other.hash(index);
  }

  /** Adds the next entry. */
  public void append(long term, long entryChecksum) {
    if (last + 1 == terms.length) {
      terms = Arrays.copyOf(terms, 2 * terms.length);
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
    }
    last++;
    terms[last] = term;
    hashes[last] = Streams.draw(hashes[last - 1], 0, entryChecksum, term, last);
  }

  /** Adds the next entry of another log, which agrees with this one up to here. */
  void appendFrom(LogChain other) {
    long index = last + 1L;
    append(other.term(index), 0);
    hashes[last] = other.hash(index);
  }

  /** Drops the entries at and above an index. */
  public void truncate(long from) {
    last = (int) Math.min(last, Math.max(0, from - 1));
  }

  private int at(long index) {
    Check.that(index >= 0 && index <= last, "the index is in the log", index);
    return (int) index;
  }
}
