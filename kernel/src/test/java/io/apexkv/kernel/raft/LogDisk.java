package io.apexkv.kernel.raft;

import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A log on an imagined disk: one batch under way at a time, nothing of it durable before its
 * completion, so that a crash loses exactly what a real one may lose.
 */
final class LogDisk implements LogSink {

  /** What the disk has of one group. */
  static final class Image {
    long term;
    long votedFor;
    final List<byte[]> entries = new ArrayList<>();

    long lastIndex() {
      return entries.size();
    }

    long termAt(long index) {
      byte[] entry = entries.get((int) index - 1);
      return EntryCodec.term(ByteBuffer.wrap(entry), 0);
    }
  }

  private final List<Image> images = new ArrayList<>();
  private final List<Runnable> batch = new ArrayList<>();
  private boolean underWay;
  private int roomBytes;

  /** Room of every batch; may be changed between batches. */
  int batchBytes = Integer.MAX_VALUE;

  LogDisk(int groups) {
    for (int i = 0; i < groups; i++) {
      images.add(new Image());
    }
  }

  Image image(long group) {
    return images.get((int) group - 1);
  }

  boolean isIdle() {
    return !underWay;
  }

  /** Stages and submits one batch if the log is idle and somebody wants one. */
  void flush(Groups groups) {
    if (!underWay && groups.wantsStage()) {
      roomBytes = batchBytes;
      groups.stage(this);
      underWay = true;
    }
  }

  /** The batch under way becomes durable; the caller tells the groups. */
  void complete() {
    batch.forEach(Runnable::run);
    batch.clear();
    underWay = false;
  }

  /** The power goes: the batch under way is lost. */
  void crash() {
    batch.clear();
    underWay = false;
  }

  /** Feeds fresh groups with what is durable. */
  void recover(Groups groups) {
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      groups.recoverStart(i + 1, 1, 0);
      for (byte[] entry : image.entries) {
        if (!groups.recoverEntries(i + 1, 1, ByteBuffer.wrap(entry), 0)) {
          throw new IllegalStateException("no memory for recovery");
        }
      }
      groups.recoverHardState(i + 1, image.term, image.votedFor);
    }
  }

  /** The durable entries from an index on, encoded one after another. */
  ByteBuffer read(long group, long index, int maxBytes, int[] countOut) {
    ByteBuffer buffer = ByteBuffer.allocate(HeapMemory.CHUNK_BYTES);
    Image image = image(group);
    int count = 0;
    for (long i = index; i <= image.lastIndex(); i++) {
      byte[] entry = image.entries.get((int) i - 1);
      if (count > 0 && buffer.position() + entry.length > maxBytes) {
        break;
      }
      buffer.put(entry);
      count++;
    }
    countOut[0] = count;
    return buffer;
  }

  @Override
  public boolean hardState(long group, long term, long votedFor) {
    if (!takes(32)) {
      return false;
    }
    batch.add(
        () -> {
          image(group).term = term;
          image(group).votedFor = votedFor;
        });
    return true;
  }

  @Override
  public boolean truncate(long group, long fromIndex) {
    if (!takes(24)) {
      return false;
    }
    batch.add(
        () -> {
          List<byte[]> entries = image(group).entries;
          while (entries.size() >= fromIndex) {
            entries.removeLast();
          }
        });
    return true;
  }

  @Override
  public int entries(
      long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int taken = 0;
    while (taken < count && takes(EntryCodec.bytes(buffer, at))) {
      byte[] entry = new byte[EntryCodec.bytes(buffer, at)];
      buffer.get(at, entry);
      long index = firstIndex + taken;
      batch.add(
          () -> {
            List<byte[]> entries = image(group).entries;
            if (entries.size() != index - 1) {
              throw new IllegalStateException(
                  "entry " + index + " does not follow " + entries.size());
            }
            entries.add(entry);
          });
      at += entry.length;
      taken++;
    }
    return taken;
  }

  private boolean takes(int bytes) {
    if (bytes > roomBytes) {
      return false;
    }
    roomBytes -= bytes;
    return true;
  }
}
