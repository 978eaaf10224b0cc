package io.apexkv.sim.oracle;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.sim.disk.DurableImage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads the sectors of one batch, verifies their stamps and joins their payloads. */
final class DiskSectors {

  private static final int SECTOR_BYTES = 512;
  private static final int PAYLOAD_BYTES = 496;
  private static final int PAGE_BYTES = 4096;
  private static final int CONTEXT_BYTES = 40;
  private static final int CONTENT_BYTES_AT = 8;
  private static final int MOST_BYTES = 1 << 26;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer context = ByteBuffer.allocate(CONTEXT_BYTES);
  private ByteBuffer raw = ByteBuffer.allocate(1 << 17);
  private ByteBuffer joined = ByteBuffer.allocate(1 << 17);
  private int batchBytes;

  DiskSectors(ClusterId cluster, int node) {
    context.putLong(0, cluster.high()).putLong(8, cluster.low()).putLong(16, node);
  }

  /** Bytes on disk of the batch that {@link #readBatch} read last. */
  int batchBytes() {
    return batchBytes;
  }

  /** The joined payloads of the batch that {@link #readBatch} read last. */
  ByteBuffer payload() {
    return joined;
  }

  /** Reads the batch at a place; returns its bytes on disk, 0 if no intact batch begins there. */
  int readBatch(DurableImage image, FileId file, long offset) {
    batchBytes = 0;
    long size = image.sizeBytes(file);
    if (offset + PAGE_BYTES > size) {
      return 0;
    }
    image.read(file, offset, raw, 0, PAGE_BYTES);
    if (!verifies(file, offset, 0)) {
      return 0;
    }
    long sequence = raw.getLong(PAYLOAD_BYTES);
    long content = raw.getInt(CONTENT_BYTES_AT) & 0xFFFF_FFFFL;
    long sectors = (content + PAYLOAD_BYTES - 1) / PAYLOAD_BYTES;
    long bytes = (sectors * SECTOR_BYTES + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    if (raw.getInt(PAYLOAD_BYTES + 8) != 0 || offset + bytes > size || bytes > MOST_BYTES) {
      return 0;
    }
    if (bytes > raw.capacity()) {
      raw = ByteBuffer.allocate((int) bytes);
      joined = ByteBuffer.allocate((int) bytes);
    }
    image.read(file, offset, raw, 0, (int) bytes);
    for (int sector = 0; sector < bytes / SECTOR_BYTES; sector++) {
      int at = sector * SECTOR_BYTES;
      boolean belongs =
          verifies(file, offset + at, at)
              && raw.getLong(at + PAYLOAD_BYTES) == sequence
              && raw.getInt(at + PAYLOAD_BYTES + 8) == sector;
      if (!belongs) {
        return 0;
      }
      joined.put(sector * PAYLOAD_BYTES, raw, at, PAYLOAD_BYTES);
    }
    batchBytes = (int) bytes;
    return batchBytes;
  }

  private boolean verifies(FileId file, long offset, int at) {
    context.putLong(24, (long) file.kind().code() << 56 | file.id());
    context.putLong(32, offset);
    crc.reset();
    crc.update(context.array(), 0, CONTEXT_BYTES);
    crc.update(raw.array(), at, SECTOR_BYTES - 4);
    return (int) crc.getValue() == raw.getInt(at + SECTOR_BYTES - 4);
  }
}
