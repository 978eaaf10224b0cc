package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.ByteStrings;
import io.apexkv.sim.history.History;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A string with append that starts empty. A state is the number of its content, as long as that is
 * the beginning of something that a read saw; all others are one, since only a write gets out of
 * them.
 *
 * <p>The look ahead watches the read that must return first. What it saw begins with the value of
 * the last write before it; once no such write is left to be placed, only appends can lead there,
 * so the state has to stay a beginning of what it saw. Without this the search would try all orders
 * of concurrent appends, which lead to different states each.
 */
final class KvSpecification extends Specification {
  /** What a read of no value saw: no state at all. */
  private static final int NO_STRING = -2;

  /** The content matters no more: no read saw a string that begins so. */
  private static final int DEAD = Integer.MAX_VALUE;

  private final KeyOperations operations;
  private final ByteStrings.Interned states = new ByteStrings.Interned();
  private final TreeSet<ByteString> seen = new TreeSet<>();
  private final boolean readsNil;

  private final int initialState;

  /** What a read saw, as a state. */
  private final int[] value;

  /** What a write put or an append added. */
  private final ByteString[] argument;

  private final int[] writes;

  /** The reads by their returns, and the place of each in that order. */
  private final int[] readsByReturn;

  private final int[] rankOfRead;
  private final boolean[] placed;

  /** By rank, once needed: the writes that could be the last one before the read. */
  private final int[][] sources;

  private int dueRank;

  KvSpecification(KeyOperations operations, ByteStrings values) {
    this.operations = operations;
    int count = operations.count;
    value = new int[count];
    argument = new ByteString[count];
    boolean nil = false;
    for (int i = 0; i < count; i++) {
      boolean isNil = operations.first[i] == History.ABSENT;
      ByteString bytes = isNil ? ByteString.EMPTY : values.bytes(operations.first[i]);
      switch (operations.effect[i]) {
        case IS -> {
          value[i] = isNil ? NO_STRING : states.id(bytes);
          seen.add(bytes);
          nil |= isNil;
        }
        case SET, APPEND -> argument[i] = bytes;
        case IS_NOT, SWAP, REMOVE ->
            throw new IllegalArgumentException("the kv model has no " + operations.effect[i]);
      }
    }
    readsNil = nil;
    placed = new boolean[count];
    initialState = state(ByteString.EMPTY);
    writes = IntStream.range(0, count).filter(i -> operations.effect[i] == Effect.SET).toArray();
    rankOfRead = new int[count];
    readsByReturn = readsByReturn(operations);
    sources = new int[readsByReturn.length][];
    for (int rank = 0; rank < readsByReturn.length; rank++) {
      rankOfRead[readsByReturn[rank]] = rank;
    }
  }

  private static int[] readsByReturn(KeyOperations operations) {
    long[] reads = new long[operations.requiredCount];
    int count = 0;
    for (int i = 0; i < operations.requiredCount; i++) {
      if (operations.effect[i] == Effect.IS) {
        reads[count++] = (long) operations.returnedAt[i] << 32 | i;
      }
    }
    Arrays.sort(reads, 0, count);
    int[] result = new int[count];
    for (int rank = 0; rank < count; rank++) {
      result[rank] = (int) reads[rank];
    }
    return result;
  }

  @Override
  int initialState() {
    return initialState;
  }

  @Override
  boolean isHopeless() {
    return readsNil;
  }

  @Override
  int next(int state, int i) {
    return switch (operations.effect[i]) {
      case IS -> state == value[i] ? state : ILLEGAL;
      case SET -> leadsToDueRead(argument[i], ByteString.EMPTY, i) ? state(argument[i]) : ILLEGAL;
      case APPEND -> append(state, i);
      case IS_NOT, SWAP, REMOVE -> throw new AssertionError(operations.effect[i]);
    };
  }

  private int append(int state, int i) {
    if (state == DEAD) {
      return hasSourceBesides(i) ? DEAD : ILLEGAL;
    }
    ByteString before = states.bytes(state);
    return leadsToDueRead(before, argument[i], i) ? state(before.concat(argument[i])) : ILLEGAL;
  }

  private int state(ByteString content) {
    ByteString next = seen.ceiling(content);
    return next != null && next.hasAt(0, content) ? states.id(content) : DEAD;
  }

  /**
   * Whether {@code before + part} begins what the due read saw, or a write can still bring that.
   */
  private boolean leadsToDueRead(ByteString before, ByteString part, int i) {
    if (dueRank < readsByReturn.length) {
      ByteString due = states.bytes(value[readsByReturn[dueRank]]);
      if (due.hasAt(0, before) && due.hasAt(before.length(), part)) {
        return true;
      }
    }
    return hasSourceBesides(i);
  }

  private boolean hasSourceBesides(int i) {
    if (dueRank == readsByReturn.length) {
      return true;
    }
    for (int source : sources(dueRank)) {
      if (source != i && !placed[source]) {
        return true;
      }
    }
    return false;
  }

  private int[] sources(int rank) {
    if (sources[rank] == null) {
      int read = readsByReturn[rank];
      ByteString due = states.bytes(value[read]);
      sources[rank] =
          IntStream.of(writes)
              .filter(write -> operations.invokedAt[write] < operations.returnedAt[read])
              .filter(write -> due.hasAt(0, argument[write]))
              .toArray();
    }
    return sources[rank];
  }

  /** All of them: almost anything may follow an append or a write, and depends on it. */
  @Override
  void addUsefulOptionals(int state, PendingOperations pending, Candidates candidates, int depth) {
    int barrier = pending.barrier();
    int i = pending.firstOptional(barrier);
    while (i != PendingOperations.NONE) {
      candidates.add(depth, i);
      i = pending.optionalAfter(i, barrier);
    }
  }

  @Override
  int compareButForTime(int i, int j) {
    int byEffect = operations.effect[i].compareTo(operations.effect[j]);
    return byEffect != 0 ? byEffect : argument[i].compareTo(argument[j]);
  }

  @Override
  void place(int i) {
    placed[i] = true;
    while (dueRank < readsByReturn.length && placed[readsByReturn[dueRank]]) {
      dueRank++;
    }
  }

  @Override
  void takeBack(int i) {
    placed[i] = false;
    if (operations.effect[i] == Effect.IS) {
      dueRank = Math.min(dueRank, rankOfRead[i]);
    }
  }
}
