package io.apexkv.kernel.raft;

/** A linearizable read whose fate is known; reused by its owner. */
public final class ReadSlot {

  private long cookie;
  private long index;
  private boolean confirmed;

  void set(long readCookie, long readIndex, boolean isConfirmed) {
    cookie = readCookie;
    index = readIndex;
    confirmed = isConfirmed;
  }

  /** What the read was registered with. */
  public long cookie() {
    return cookie;
  }

  /** The read may be served from the state in which this index is applied. */
  public long index() {
    return index;
  }

  /** False if leadership was lost before it was confirmed: the read must not be served. */
  public boolean confirmed() {
    return confirmed;
  }
}
