package io.apexkv.runtime.disk;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs operations and turns what the operating system says into a {@link DiskStatus}. Used by
 * the disk's thread alone.
 */
class Performer {

  private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

  private final Path directory;
  private final DataFiles files;
  private @Nullable Creation creation;

  Performer(Path directory, DataFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Performs an operation and returns true, or begins a creation, to be stepped, and returns false.
   */
  boolean perform(DiskOperation operation) {
    try {
      switch (operation.kind) {
        case CREATE -> {
          creation = files.create(file(operation), operation.at);
          return false;
        }
        case WRITE -> {
          files.write(
              file(operation),
              operation.at,
              buffer(operation),
              operation.offset,
              operation.length,
              operation.durable);
          operation.transferred = operation.length;
        }
        case READ -> {
          files.read(
              file(operation), operation.at, buffer(operation), operation.offset, operation.length);
          operation.transferred = operation.length;
        }
        case SYNC -> files.sync(file(operation));
        case DELETE -> files.delete(file(operation));
        case LIST ->
            operation.transferred =
                files.list(buffer(operation), operation.offset, operation.length);
      }
    } catch (IOException | RuntimeException failed) {
      fail(operation, failed);
    }
    return true;
  }

  /** Goes on with the creation; true if it ended. */
  boolean step(DiskOperation operation) {
    try {
      return Objects.requireNonNull(creation, "a creation was begun").step();
    } catch (IOException | RuntimeException failed) {
      fail(operation, failed);
      return true;
    }
  }

  /** Fails an operation with the status that says why. */
  void fail(DiskOperation operation, Exception failed) {
    operation.status = statusOf(failed, operation);
    operation.transferred = 0;
    LOG.atError()
        .addKeyValue("operation", operation.kind)
        .addKeyValue("file", name(operation))
        .addKeyValue("at", operation.at)
        .addKeyValue("length", operation.length)
        .addKeyValue("status", operation.status)
        .log("a disk operation failed: {}", failed.toString());
  }

  private DiskStatus statusOf(Exception failed, DiskOperation operation) {
    if (failed instanceof NoSuchFileException || failed instanceof FileAlreadyExistsException) {
      return DiskStatus.NO_SUCH_FILE;
    }
    return failed instanceof BufferOverflowException || isFull(failed, operation)
        ? DiskStatus.NO_SPACE
        : DiskStatus.IO_ERROR;
  }

  /**
   * Java tells the reason of a failed write only in words of the system's language, so those are
   * asked first and then the file system's free space.
   */
  private boolean isFull(Exception failed, DiskOperation operation) {
    boolean writing =
        operation.kind == DiskOperation.Kind.CREATE || operation.kind == DiskOperation.Kind.WRITE;
    String words = String.valueOf(failed.getMessage());
    if (!writing || words.contains("No space left") || words.contains("quota exceeded")) {
      return writing;
    }
    long neededBytes =
        operation.kind == DiskOperation.Kind.CREATE ? operation.at : operation.length;
    try {
      return Files.getFileStore(directory).getUsableSpace() < neededBytes;
    } catch (IOException alsoFailed) {
      return false;
    }
  }

  private static String name(DiskOperation operation) {
    return operation.file == null ? "" : FileNames.of(operation.file);
  }

  private static FileId file(DiskOperation operation) {
    return Objects.requireNonNull(operation.file, "the operation names a file");
  }

  private static ByteBuffer buffer(DiskOperation operation) {
    return Objects.requireNonNull(operation.buffer, "the operation has a buffer");
  }

  void close() {
    try {
      files.close();
    } catch (IOException failed) {
      LOG.warn("closing the data files failed: {}", failed.toString());
    }
  }
}
