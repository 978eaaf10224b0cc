package io.apexkv.sim.disk;

import io.apexkv.kernel.Memory;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One file: pages of 4 KiB, live and durable. A page is never changed once it is in place, so both
 * layers share it until they differ.
 */
final class SimFile {

  static final int PAGE_BYTES = Memory.ALIGNMENT_BYTES;
  static final int SECTOR_BYTES = 512;

  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private final byte[][] live;
  private final byte[][] durable;

  /** Completed and not yet covered by a sync, in order of completion. */
  private final List<Unsynced> unsynced = new ArrayList<>();

  /** Bytes at an offset that a crash may lose sector by sector. */
  private record Unsynced(long completion, long offset, byte[] bytes) {}

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
  }

  /** Another write has completed: durable after a sync that begins later. */
  void writeUnsynced(long completion, long offset, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += PAGE_BYTES) {
      live[(int) ((offset + at) / PAGE_BYTES)] = Arrays.copyOfRange(bytes, at, at + PAGE_BYTES);
    }
    unsynced.add(new Unsynced(completion, offset, bytes));
  }

  /** A sync has completed that began before completion number {@code before}. */
  void synced(long before) {
    int covered = 0;
    while (covered < unsynced.size() && unsynced.get(covered).completion < before) {
      Unsynced write = unsynced.get(covered++);
      for (int at = 0; at < write.bytes.length; at += SECTOR_BYTES) {
        landSector(write.offset + at, write.bytes, at);
      }
    }
    unsynced.subList(0, covered).clear();
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

  /** A crash: each sector of what was not synced is kept or lost; then live is what is durable. */
  void crash(Luck luck, int node, long crash) {
    for (int i = 0; i < unsynced.size(); i++) {
      Unsynced write = unsynced.get(i);
      tear(luck, node, crash, write.completion, write.offset, write.bytes, 500_000);
    }
    unsynced.clear();
    System.arraycopy(durable, 0, live, 0, live.length);
  }

  /** Each sector of a write that had not completed may have landed. */
  void tear(
      Luck luck, int node, long crash, long write, long offset, byte[] bytes, int landsPerMillion) {
    for (int at = 0; at < bytes.length; at += SECTOR_BYTES) {
      long identity = (long) node << 48 | crash << 24 | at / SECTOR_BYTES;
      if (luck.chance(landsPerMillion, Purpose.TORN_WRITE, identity, write, offset)) {
        landSector(offset + at, bytes, at);
      }
    }
    System.arraycopy(durable, 0, live, 0, live.length);
  }

  private void landSector(long offset, byte[] source, int from) {
    int number = (int) (offset / PAGE_BYTES);
    byte[] page = durable[number].clone();
    System.arraycopy(source, from, page, (int) (offset % PAGE_BYTES), SECTOR_BYTES);
    durable[number] = page;
  }

  /** Arbitrary content, as an unfinished creation may leave it. */
  void fillWithGarbage(Luck luck, int node, long crash, long file) {
    for (int number = 0; number < durable.length; number++) {
      ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
      for (int at = 0; at < PAGE_BYTES; at += Long.BYTES) {
        long identity = (long) node << 32 | crash;
        page.putLong(at, luck.draw(Purpose.TORN_FILE, identity, file, (long) number << 12 | at));
      }
      durable[number] = page.array();
      live[number] = page.array();
    }
  }
}
