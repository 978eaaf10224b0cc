package io.apexkv.kernel.contract;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/** A disk as {@link DiskContract} drives it: the disk operations of a host, and their ends. */
public interface DiskUnderTest {

  /** How an operation ended. */
  record Completion(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {}

  /** A buffer that may be transferred. */
  ByteBuffer buffer(int bytes);

  void create(long ticket, FileId file, long sizeBytes);

  void write(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable);

  void read(long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length);

  void sync(long ticket, FileId file);

  void delete(long ticket, FileId file);

  void list(long ticket, ByteBuffer buffer, int offset, int length);

  /** Waits for the end of some operation that was submitted and whose end was not yet told. */
  Completion await();

  /** The process ends and another one opens the same data; nothing is in flight. */
  void reopen();
}
