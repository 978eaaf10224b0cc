package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.FileId;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, lock and mode of a data directory. */
class DirectoryTest {

  @TempDir Path directory;

  @Test
  void everyNameLeadsBackToItsFile() {
    for (long id : new long[] {0, 1, 0x2a, 1L << 55}) {
      for (FileId.Kind kind : FileId.Kind.values()) {
        FileId file = new FileId(kind, id);
        assertEquals(file, FileNames.parse(FileNames.of(file)));
      }
    }
  }

  @Test
  void otherNamesAreNoFilesOfOurs() {
    for (String name :
        new String[] {
          "",
          "lock",
          "wal",
          "wal-",
          "wal-1",
          "wal-000000000000002A",
          "wal-00000000000000zz",
          "wal--00000000000002a",
          "wal-000000000000002a0",
          "log-000000000000002a"
        }) {
      assertNull(FileNames.parse(name), name);
    }
  }

  @Test
  void aSecondHolderIsRefusedAndToldWhoTheFirstIs() throws IOException {
    try (DirectoryLock held = DirectoryLock.take(directory)) {
      assertNotNull(held);
      DirectoryLock.HeldException refused =
          assertThrows(
              DirectoryLock.HeldException.class, () -> DirectoryLock.take(directory).close());
      assertEquals("process " + ProcessHandle.current().pid(), refused.getMessage());
    }
    DirectoryLock.take(directory).close();
  }

  @Test
  void aLockThatIsLeftToTheSystemOutlivesItsHolder() throws IOException {
    Reference<DirectoryLock> left = takeAndLeave();
    System.gc(); // closes channels that nobody can reach
    assertNotNull(left.get());
    assertThrows(DirectoryLock.HeldException.class, () -> DirectoryLock.take(directory).close());
  }

  private Reference<DirectoryLock> takeAndLeave() throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);
    lock.leaveToSystem();
    return new WeakReference<>(lock);
  }

  @Test
  void aFileSystemThatRefusesDirectTransfersIsWrittenThroughItsCache() throws IOException {
    DiskMode mode =
        DiskMode.of(
            directory,
            (path, options) -> {
              if (options.size() > 2) {
                throw new IOException("Invalid argument");
              }
              return FileChannel.open(path, options);
            });
    assertEquals(DiskMode.BUFFERED, mode);
    assertTrue(mode.words().contains("fdatasync"));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
      assertEquals(false, left.iterator().hasNext(), "the probe is gone");
    }
  }
}
