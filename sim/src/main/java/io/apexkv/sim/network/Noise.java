package io.apexkv.sim.network;

import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Streams;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.LuckRecord;
import io.apexkv.sim.plan.Strike;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults that strike single frames: windows that are in force now, in which luck strikes, and
 * strikes that the plan declares.
 */
public final class Noise {

  /** What a frame suffers that does not suffer. */
  static final long NOTHING = -1;

  /** Declared amounts by kind, way and identity of the frame. */
  private final LongLongMap declared = new LongLongMap(NOTHING);

  private boolean declares;
  private @Nullable LuckRecord record;
  private static final long MICRO = 1_000L;

  private final List<Fault> inForce = new ArrayList<>();
  private final long[] struck = new long[FaultKind.values().length];

  /** Silence. */
  public Noise() {}

  /** A fault begins. */
  public void begin(Fault fault) {
    inForce.add(fault);
  }

  /** A fault ends. */
  public void end(Fault fault) {
    inForce.remove(fault);
  }

  /** All faults end. */
  public void silence() {
    inForce.clear();
    declares = false;
  }

  /** Frames that suffer until silence comes. */
  public void declare(List<Strike> strikes) {
    for (Strike strike : strikes) {
      long path = (long) strike.from() << 8 | strike.to();
      declared.put(key(strike.kind(), path, FrameIdentity.of(strike)), strike.amount());
    }
    declares = !strikes.isEmpty();
  }

  /** From now on, whatever luck strikes is written down. */
  public void recordTo(LuckRecord newRecord) {
    record = newRecord;
  }

  /** How much a frame suffers by declaration, or {@link #NOTHING}. */
  long declared(FaultKind kind, long path, long identity) {
    return declares ? declared.get(key(kind, path, identity)) : NOTHING;
  }

  @SuppressWarnings("EnumOrdinal") // any number that is the kind's alone
  private static long key(FaultKind kind, long path, long identity) {
    return Streams.draw(identity, kind.ordinal(), path, 0, 0);
  }

  /** Where strikes are written down, or null. */
  @Nullable
  LuckRecord record() {
    return record;
  }

  /** How many frames in a million suffer from a kind of fault, if they touch one of the nodes. */
  int perMillion(FaultKind kind, int oneNode, int otherNode) {
    int rate = 0;
    int touched = bit(oneNode) | bit(otherNode);
    for (int i = 0; i < inForce.size(); i++) {
      Fault fault = inForce.get(i);
      if (fault.kind() == kind && (fault.nodes() & touched) != 0) {
        rate = Math.max(rate, fault.magnitude());
      }
    }
    return rate;
  }

  /**
   * How late a frame of one server to another is, besides its ordinary travel: a queue grows at
   * half the speed of time, and no longer than its fault says.
   */
  long lateNanos(int from, int to, long nowNanos) {
    long late = 0;
    for (int i = 0; i < inForce.size(); i++) {
      Fault fault = inForce.get(i);
      boolean towards = (fault.magnitude() & 1) == 1;
      if (fault.kind() == FaultKind.SLOW_LINK && (fault.nodes() & bit(towards ? to : from)) != 0) {
        long queued = (nowNanos - fault.atNanos()) / 2;
        late = Math.max(late, Math.min(queued, fault.magnitude() * MICRO));
      }
    }
    return late;
  }

  /** Counts a frame that suffered. */
  void count(FaultKind kind) {
    struck[kind.ordinal()]++;
  }

  /** How many frames suffered from a kind. */
  public long struck(FaultKind kind) {
    return struck[kind.ordinal()];
  }

  /** Whether nothing is in force: the common case, answered fast. */
  boolean isSilent() {
    return inForce.isEmpty() && !declares;
  }

  private static int bit(int node) {
    return node == 0 ? 0 : 1 << (node - 1);
  }
}
