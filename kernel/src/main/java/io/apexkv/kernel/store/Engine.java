package io.apexkv.kernel.store;

import java.nio.ByteBuffer;

/**
 * The contents of one Raft group: a map from keys to values, as the applied entries have made it.
 *
 * <p><b>Two phases.</b> An engine may keep data on disk, but applying an entry and answering a read
 * are synchronous steps. So its owner first asks {@link #prefetch} for the key, waits for the
 * ticket if there is one, and then calls {@link #get}, {@link #put} or {@link #delete}, which never
 * wait. Tickets may complete in any order; results depend on the order of the calls alone.
 *
 * <p><b>Room.</b> An entry that is committed must be applied, so running out of memory has to be
 * noticed before the entry enters the log: whoever appends a write first calls {@link #reserve},
 * and refuses the write if the answer is no. When the entry is applied, or truncated and so never
 * will be, {@link #release} gives the promise back; a {@link #put} directly after it succeeds.
 *
 * <p>Keys and values are ranges of buffers, at most as long as the engine was made for; longer ones
 * break an invariant, since requests are validated before.
 */
public interface Engine {

  /** What {@link #prefetch} answers if there is nothing to wait for. */
  long READY = 0;

  /** Hears of prefetches that were not ready at once. */
  interface ReadyListener {

    /** The key that {@code ticket} was given for can be used now. */
    void ready(long ticket);
  }

  /** Sets who hears of completed tickets; called once, before the first {@link #prefetch}. */
  void onReady(ReadyListener listener);

  /**
   * Brings what is stored under a key within reach.
   *
   * @return {@link #READY}, or a positive ticket that the listener will hear of, never during the
   *     call itself
   */
  long prefetch(ByteBuffer key, int keyOffset, int keyLength);

  /**
   * Points {@code value} at the value of a key.
   *
   * @return whether the key is present; if not, {@code value} is left as it was
   */
  boolean get(ByteBuffer key, int keyOffset, int keyLength, ValueRef value);

  /**
   * Sets the value of a key.
   *
   * @return {@link PutStatus#NO_MEMORY}, with the contents unchanged, if there is no room beside
   *     what is reserved; never directly after {@link #release} of a reservation of this size
   */
  PutStatus put(
      ByteBuffer key,
      int keyOffset,
      int keyLength,
      ByteBuffer value,
      int valueOffset,
      int valueLength);

  /** Removes a key; returns whether it was present. Needs no room. */
  boolean delete(ByteBuffer key, int keyOffset, int keyLength);

  /**
   * Promises that a later put of this size will find room, whatever is stored or reserved
   * meanwhile.
   *
   * @return false, and nothing is promised, if that can't be said
   */
  boolean reserve(int keyLength, int valueLength);

  /** Gives one promise of {@link #reserve} back, with the same lengths. */
  void release(int keyLength, int valueLength);

  /**
   * Lets time pass: an engine that waits for something of its own completes it here. The kernel
   * calls it in every batch.
   */
  default void time(long nowNanos) {}

  /** When {@link #time} must be called at the latest; {@link Long#MAX_VALUE} if never. */
  default long nextDeadlineNanos() {
    return Long.MAX_VALUE;
  }

  /** How many keys are present. */
  long size();

  /** The length of all keys and values together, in bytes. */
  long bytes();

  /**
   * A 64-bit digest of the contents: equal for equal contents, whatever the operations that led
   * there and whatever the engine.
   */
  long digest();
}
