package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * Keeps the superblock durable: alternating slots, one write in flight, and changes that come in
 * meanwhile share the next one.
 *
 * <p>The copy under way always leaves the other slot's intact one alone, so at every moment one
 * intact copy exists that holds everything that was acknowledged.
 */
final class SuperblockStore {

  private final Disk disk;
  private final ByteBuffer buffer;
  private final Runnable durable;
  private final Halt halt;
  private final Disk.Handler written = this::written;

  private Superblock current;

  /** The last batch of the log that is durable: what the next copy will say. */
  private long logSequence;

  /** How often a change was requested; the number of the newest content. */
  private long requested;

  /** The newest content that the write under way includes; equal to durable if there is none. */
  private long writing;

  private long durableVersion;

  /**
   * Goes on from the copies that recovery found.
   *
   * @param current the newest intact copy
   * @param sequence above every sequence seen in either slot, and for the slot in which the newest
   *     intact copy is <em>not</em>, after adding 2 if need be: see {@link #nextSequence}
   * @param buffer room for one slot, this store's alone
   * @param durable called when a content became durable; it asks for {@link #durableVersion}
   */
  SuperblockStore(
      Disk disk,
      Superblock current,
      long sequence,
      ByteBuffer buffer,
      Runnable durable,
      Halt halt) {
    this.disk = disk;
    this.current = current.withSequence(sequence - 1);
    this.logSequence = current.durableSequence();
    this.buffer = buffer;
    this.durable = durable;
    this.halt = halt;
  }

  /**
   * The sequence of the copy to write after recovery: above every one seen, also those of torn
   * copies, since the sectors of two attempts under one sequence could pass for a whole copy; and
   * of the parity that spares the newest intact copy.
   */
  static long nextSequence(long newestIntact, long highestSeen) {
    long next = newestIntact + 1;
    return next > highestSeen ? next : next + (highestSeen - next) / 2 * 2 + 2;
  }

  /** The newest content, durable or not; its sequence means nothing until it is written. */
  Superblock current() {
    return current;
  }

  /**
   * Asks that this content becomes durable.
   *
   * @return a version; the content is durable once {@link #durableVersion} has reached it
   */
  long write(Superblock content) {
    current = content.withSequence(current.sequence());
    requested++;
    if (writing == durableVersion) {
      writeNext();
    }
    return requested;
  }

  /** The log is durable up to this batch; the next copy that is written anyway will say so. */
  void logDurable(long batchSequence) {
    logSequence = batchSequence;
  }

  /** Everything up to this version is durable. */
  long durableVersion() {
    return durableVersion;
  }

  private void writeNext() {
    current = current.withSequence(current.sequence() + 1).withDurableSequence(logSequence);
    writing = requested;
    int bytes = current.encode(buffer, 0);
    long offset = Superblock.slotOffset(current.sequence());
    disk.write(Superblock.FILE, offset, buffer, 0, bytes, true, written);
  }

  private void written(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (status != DiskStatus.OK) {
      halt.halt(
          HaltReason.DISK_FAILURE,
          "writing the superblock failed with " + status + "; see the device and its free space");
      return;
    }
    Check.that(writing > durableVersion, "one superblock write is in flight", writing);
    durableVersion = writing;
    if (requested > durableVersion) {
      writeNext();
    }
    durable.run();
  }
}
