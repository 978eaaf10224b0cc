package io.apexkv.sim.disk;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/** Whom a disk tells what became of operations. */
public interface DiskListener {

  /** An operation ended; see {@link io.apexkv.kernel.Inputs#diskDone}. */
  void diskDone(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length);

  /** Before its end is told: a read or a listing has put these bytes into its buffer. */
  default void gave(long ticket, ByteBuffer buffer, int offset, int length) {}

  /** A durable write completed. */
  void becameDurable(FileId file, long offset, int length);

  /** A sync completed: anything in the file may have become durable. */
  void synced(FileId file);
}
