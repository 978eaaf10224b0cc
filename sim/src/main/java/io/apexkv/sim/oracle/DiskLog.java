package io.apexkv.sim.oracle;

import io.apexkv.kernel.FileId;
import io.apexkv.sim.disk.DurableImage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The logs of all groups as they stand in the bytes of one node's durable image, read by {@code
 * docs/disk-format.md} alone, with no code of the kernel's recovery.
 *
 * <p>Either batch by batch, as writes become durable ({@link #becameDurable}), or from scratch, as
 * after a crash ({@link #readAll}). It finds what is there; whether the rest of the disk may be cut
 * or is damaged is the kernel's to judge.
 */
final class DiskLog {

  private static final int MAGIC = 0x41505842; // "APXB"
  private static final int BATCH_HEADER_BYTES = 64;
  private static final int DIRECTORY_ROW_BYTES = 32;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int ENTRY_HEADER_BYTES = 24;
  private static final int ENTRIES = 1;
  private static final int HARD_STATE = 2;
  private static final int TRUNCATE = 3;
  private static final int GROUP_HEAD = 4;

  /** Hears of truncations before they are made. */
  interface TruncationListener {
    /** In a term, which the log itself names before what was taken in it. */
    void truncates(int group, long from, long term);
  }

  private final DiskSectors sectors;
  private final DurableImage image;
  private final LogChain[] logs;
  private final long[] terms;
  private TruncationListener listener = (group, from, term) -> {};

  /** Batches that became durable before one that precedes them. */
  private final ArrayDeque<long[]> early = new ArrayDeque<>();

  private final CRC32C crc = new CRC32C();
  private ByteBuffer payload = ByteBuffer.allocate(1 << 16);
  private long lastSequence;

  DiskLog(DiskSectors sectors, DurableImage image, int groups) {
    this.sectors = sectors;
    this.image = image;
    this.terms = new long[groups + 1];
    this.logs = new LogChain[groups + 1];
    for (int group = 0; group <= groups; group++) {
      logs[group] = new LogChain();
    }
  }

  /** From now on somebody hears of truncations; those that are read as history are no news. */
  void watch(TruncationListener newListener) {
    listener = newListener;
  }

  LogChain of(int group) {
    return logs[group];
  }

  /** A write to a log segment became durable. */
  void becameDurable(FileId file, long offset) {
    if (!take(file, offset)) {
      early.addLast(new long[] {file.id(), offset});
      return;
    }
    boolean progress = true;
    while (progress && !early.isEmpty()) {
      progress = false;
      for (int left = early.size(); left > 0; left--) {
        long[] place = early.removeFirst();
        if (take(new FileId(FileId.Kind.WAL, place[0]), place[1])) {
          progress = true;
        } else {
          early.addLast(place);
        }
      }
    }
  }

  /** Follows the chain of intact batches from the first segment to where it ends. */
  void readAll() {
    List<FileId> files = image.files();
    for (int i = 0; i < files.size(); i++) {
      FileId file = files.get(i);
      long offset = 0;
      while (file.kind() == FileId.Kind.WAL && take(file, offset)) {
        offset += sectors.batchBytes();
      }
    }
  }

  /** Takes the batch at a place if it is intact and follows the last one. */
  private boolean take(FileId file, long offset) {
    int bytes = sectors.readBatch(image, file, offset);
    if (bytes == 0) {
      return false;
    }
    payload = sectors.payload();
    boolean follows =
        payload.getInt(0) == MAGIC
            && payload.getLong(24) == lastSequence
            && payload.getLong(16) > lastSequence;
    if (!follows) {
      return false;
    }
    lastSequence = payload.getLong(16);
    int end = payload.getInt(8);
    int at = BATCH_HEADER_BYTES + payload.getInt(56) * DIRECTORY_ROW_BYTES;
    while (at < end) {
      int body = at + RECORD_HEADER_BYTES;
      int group = (int) payload.getLong(at + 8);
      switch (payload.get(at)) {
        case ENTRIES -> entries(group, body);
        case TRUNCATE -> truncate(group, payload.getLong(body));
        case HARD_STATE, GROUP_HEAD -> terms[group] = Math.max(terms[group], payload.getLong(body));
        default -> {}
      }
      at = body + payload.getInt(at + 4);
    }
    return true;
  }

  private void entries(int group, int body) {
    LogChain log = logs[group];
    long index = payload.getLong(body);
    if (index <= log.last()) {
      truncate(group, index);
    }
    int at = body + 16;
    for (int left = payload.getInt(body + 8); left > 0; left--) {
      int bytes = ENTRY_HEADER_BYTES + payload.getInt(at);
      crc.reset();
      crc.update(payload.array(), at, bytes);
      log.append(payload.getLong(at + 8), crc.getValue());
      at += bytes;
    }
  }

  private void truncate(int group, long from) {
    listener.truncates(group, from, terms[group]);
    logs[group].truncate(from);
  }
}
