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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, lock, mode and memory of a data directory. */
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

  @Test
  void memoryHandsOutAlignedChunksUpToItsBudgetAndTheSameOnesAgain() {
    DirectMemory memory = new DirectMemory(1 << 16, 3 * (1 << 16) + 5000);
    assertEquals(3, memory.available());
    ByteBuffer first = chunk(memory);
    for (ByteBuffer chunk : new ByteBuffer[] {first, chunk(memory), chunk(memory)}) {
      assertTrue(chunk.isDirect());
      assertEquals(1 << 16, chunk.capacity());
      assertEquals(0, chunk.alignmentOffset(0, 4096));
      chunk.putLong((1 << 16) - 8, 1);
    }
    assertEquals(0, memory.available());
    assertNull(memory.take());
    memory.give(first);
    assertEquals(1, memory.available());
    assertEquals(first, memory.take());
  }

  @Test
  void chunksOfSeveralRegionsDoNotOverlap() {
    int chunkBytes = 1 << 20;
    DirectMemory memory = new DirectMemory(chunkBytes, 40L << 20);
    List<ByteBuffer> chunks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      assertEquals(40 - i, memory.available());
      ByteBuffer chunk = chunk(memory);
      assertEquals(0, chunk.alignmentOffset(0, 4096));
      chunk.putInt(0, i).putInt(chunkBytes - 4, i);
      chunks.add(chunk);
    }
    assertNull(memory.take());
    for (int i = 0; i < 40; i++) {
      assertEquals(i, chunks.get(i).getInt(0));
      assertEquals(i, chunks.get(i).getInt(chunkBytes - 4));
    }
  }

  private static ByteBuffer chunk(DirectMemory memory) {
    ByteBuffer chunk = memory.take();
    assertNotNull(chunk);
    return chunk;
  }
}
