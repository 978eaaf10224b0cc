package io.apexkv.sim.disk;

import io.apexkv.kernel.Memory;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file: pages of 4 KiB, live (what a read returns) and durable (what the worst loss of power
 * leaves). A page is never changed once it is in place, so both layers share it until they differ.
 */
final class SimFile {

  static final int PAGE_BYTES = Memory.ALIGNMENT_BYTES;
  static final int SECTOR_BYTES = 512;

  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private final byte[][] live;
  private final byte[][] durable;

  /** By number: sectors whose live content may not survive a loss of power. */
  private final TreeMap<Long, byte[]> unsynced = new TreeMap<>();

  /** Whether a loss of power leaves the file at all. */
  boolean entryDurable = true;

  SimFile(long sizeBytes) {
    int pages = Math.toIntExact(sizeBytes / PAGE_BYTES);
    live = new byte[pages][];
    durable = new byte[pages][];
    Arrays.fill(live, ZEROS);
    Arrays.fill(durable, ZEROS);
  }

  long sizeBytes() {
    return (long) live.length * PAGE_BYTES;
  }

  boolean contains(long offset, int length) {
    return offset >= 0 && offset + length <= sizeBytes();
  }

  /** A durable write has completed. */
  void writeDurable(long offset, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += PAGE_BYTES) {
      byte[] page = Arrays.copyOfRange(bytes, at, at + PAGE_BYTES);
      int number = (int) ((offset + at) / PAGE_BYTES);
      live[number] = page;
      durable[number] = page;
    }
    if (!unsynced.isEmpty()) {
      unsynced.subMap(offset / SECTOR_BYTES, (offset + bytes.length) / SECTOR_BYTES).clear();
    }
  }

  /** Another write has completed: it can be read, and is durable after a later sync. */
  void write(long offset, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += SECTOR_BYTES) {
      writeSector((offset + at) / SECTOR_BYTES, bytes, at);
    }
  }

  private void writeSector(long sector, byte[] source, int from) {
    byte[] content = Arrays.copyOfRange(source, from, from + SECTOR_BYTES);
    land(live, sector, content);
    unsynced.put(sector, content);
  }

  /** What a sync that begins now will make durable. */
  TreeMap<Long, byte[]> toSync() {
    return new TreeMap<>(unsynced);
  }

  /** A sync has completed. */
  void synced(TreeMap<Long, byte[]> covered) {
    entryDurable = true;
    for (Map.Entry<Long, byte[]> sector : covered.entrySet()) {
      land(durable, sector.getKey(), sector.getValue());
      unsynced.remove(sector.getKey(), sector.getValue());
    }
  }

  /** The byte at an offset is another one from now on. */
  void flipBit(long offset) {
    for (byte[][] pages : new byte[][][] {live, durable}) {
      byte[] page = pages[(int) (offset / PAGE_BYTES)].clone();
      page[(int) (offset % PAGE_BYTES)] ^= 1;
      pages[(int) (offset / PAGE_BYTES)] = page;
    }
  }

  void read(long offset, ByteBuffer buffer, int target, int length) {
    copy(live, offset, buffer, target, length);
  }

  void readDurable(long offset, ByteBuffer buffer, int target, int length) {
    copy(durable, offset, buffer, target, length);
  }

  private static void copy(byte[][] pages, long offset, ByteBuffer buffer, int target, int length) {
    int done = 0;
    while (done < length) {
      long position = offset + done;
      int within = (int) (position % PAGE_BYTES);
      int part = Math.min(length - done, PAGE_BYTES - within);
      buffer.put(target + done, pages[(int) (position / PAGE_BYTES)], within, part);
      done += part;
    }
  }

  /**
   * A crash tears a write that had not completed: each sector may have landed, which makes it
   * readable and not durable.
   *
   * <p>{@code crash} names the crash and the write, for luck.
   */
  void tear(Luck luck, long crash, long write, long offset, byte[] bytes, int landsPerMillion) {
    for (int at = 0; at < bytes.length; at += SECTOR_BYTES) {
      if (luck.chance(landsPerMillion, Purpose.TORN_WRITE, crash, write, at)) {
        writeSector((offset + at) / SECTOR_BYTES, bytes, at);
      }
    }
  }

  /**
   * A loss of power: each sector that was not synced is kept or lost, all of them or none being as
   * likely as some.
   */
  void losePower(Luck luck, long crash, long file) {
    long share = luck.below(3, Purpose.LOST_SECTOR, crash, file, -1);
    int kept = (int) share * (Luck.MILLION / 2);
    for (Map.Entry<Long, byte[]> sector : unsynced.entrySet()) {
      if (luck.chance(kept, Purpose.LOST_SECTOR, crash, file, sector.getKey())) {
        land(durable, sector.getKey(), sector.getValue());
      }
    }
    unsynced.clear();
    System.arraycopy(durable, 0, live, 0, live.length);
  }

  private static void land(byte[][] pages, long sector, byte[] content) {
    long offset = sector * SECTOR_BYTES;
    int number = (int) (offset / PAGE_BYTES);
    byte[] page = pages[number].clone();
    System.arraycopy(content, 0, page, (int) (offset % PAGE_BYTES), SECTOR_BYTES);
    pages[number] = page;
  }

  /** Arbitrary content, as an unfinished creation may leave it. */
  void fillWithGarbage(Luck luck, long crash, long file) {
    for (int number = 0; number < durable.length; number++) {
      ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
      for (int at = 0; at < PAGE_BYTES; at += Long.BYTES) {
        page.putLong(at, luck.draw(Purpose.TORN_FILE, crash, file, (long) number << 12 | at));
      }
      durable[number] = page.array();
      live[number] = page.array();
    }
    unsynced.clear();
  }
}
