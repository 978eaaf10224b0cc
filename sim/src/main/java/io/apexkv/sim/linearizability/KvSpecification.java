package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.Dictionary;
import io.apexkv.sim.history.History;
import java.util.Arrays;

/**
 * A string with append that starts empty. A state is the number of its content in a table that
 * grows with the search.
 *
 * <p>The look ahead watches the read that must return first: once every write that could come
 * before it is placed, only appends can, so the state has to stay a beginning of what it read.
 * Without this the search would try all orders of concurrent appends, which lead to different
 * states each.
 */
final class KvSpecification extends Specification {
  private static final int NO_STRING = -2;

  private final KeyOperations operations;
  private final Dictionary.Interned states = new Dictionary.Interned();
  private final int initialState = states.id(ByteString.EMPTY);
  private final boolean readsNil;

  /** What a read saw or a write put, as a state. */
  private final int[] value;

  private final ByteString[] appended;

  /** The reads by their returns, and the place of each in that order. */
  private final int[] readsByReturn;

  private final int[] rankOfRead;
  private final boolean[] placed;

  /** By rank: how many writes were invoked before the read returned. */
  private final int[] writesBefore;

  private int dueRank;
  private int writesPlaced;

  KvSpecification(KeyOperations operations, Dictionary values) {
    this.operations = operations;
    int count = operations.count;
    value = new int[count];
    appended = new ByteString[count];
    boolean nil = false;
    for (int i = 0; i < count; i++) {
      boolean isNil = operations.first[i] == History.ABSENT;
      ByteString bytes = isNil ? ByteString.EMPTY : values.bytes(operations.first[i]);
      switch (operations.effect[i]) {
        case IS -> {
          value[i] = isNil ? NO_STRING : states.id(bytes);
          nil |= isNil;
        }
        case SET -> value[i] = states.id(bytes);
        case APPEND -> appended[i] = bytes;
        case IS_NOT, SWAP, REMOVE ->
            throw new IllegalArgumentException("the kv model has no " + operations.effect[i]);
      }
    }
    readsNil = nil;
    placed = new boolean[count];
    rankOfRead = new int[count];
    readsByReturn = readsByReturn(operations);
    writesBefore = new int[readsByReturn.length];
    for (int rank = 0; rank < readsByReturn.length; rank++) {
      rankOfRead[readsByReturn[rank]] = rank;
    }
    countWritesBefore();
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

  private void countWritesBefore() {
    int[] invocations = new int[operations.count];
    int writes = 0;
    for (int i = 0; i < operations.count; i++) {
      if (operations.effect[i] == Effect.SET) {
        invocations[writes++] = operations.invokedAt[i];
      }
    }
    Arrays.sort(invocations, 0, writes);
    int before = 0;
    for (int rank = 0; rank < readsByReturn.length; rank++) {
      while (before < writes && invocations[before] < operations.returnedAt[readsByReturn[rank]]) {
        before++;
      }
      writesBefore[rank] = before;
    }
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
      case SET -> {
        boolean doomed =
            mustLeadToDueRead(writesPlaced + 1) && !dueString().hasAt(0, states.bytes(value[i]));
        yield doomed ? ILLEGAL : value[i];
      }
      case APPEND -> append(states.bytes(state), appended[i]);
      case IS_NOT, SWAP, REMOVE -> throw new AssertionError(operations.effect[i]);
    };
  }

  private int append(ByteString state, ByteString part) {
    if (mustLeadToDueRead(writesPlaced)
        && !(dueString().hasAt(0, state) && dueString().hasAt(state.length(), part))) {
      return ILLEGAL;
    }
    return states.id(state.concat(part));
  }

  /** Whether a read is due that no further write can come before, after so many are placed. */
  private boolean mustLeadToDueRead(int writes) {
    return dueRank < readsByReturn.length && writesBefore[dueRank] == writes;
  }

  private ByteString dueString() {
    return states.bytes(value[readsByReturn[dueRank]]);
  }

  @Override
  void place(int i) {
    placed[i] = true;
    if (operations.effect[i] == Effect.SET) {
      writesPlaced++;
    }
    while (dueRank < readsByReturn.length && placed[readsByReturn[dueRank]]) {
      dueRank++;
    }
  }

  @Override
  void takeBack(int i) {
    placed[i] = false;
    if (operations.effect[i] == Effect.SET) {
      writesPlaced--;
    } else if (operations.effect[i] == Effect.IS) {
      dueRank = Math.min(dueRank, rankOfRead[i]);
    }
  }
}
