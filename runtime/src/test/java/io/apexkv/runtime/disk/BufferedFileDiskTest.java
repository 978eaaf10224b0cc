package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apexkv.kernel.DiskStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** The real disk where the file system refuses O_DIRECT. */
class BufferedFileDiskTest extends FileDiskTest {

  @Override
  DiskMode mode() {
    return DiskMode.BUFFERED;
  }

  /** Linux's /dev/full answers every write as a full disk does. */
  @Test
  void aFullDiskIsNamedAsSuch() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has /dev/full");
    DiskOperation write = new DiskOperation();
    write.ask(DiskOperation.Kind.WRITE, 1, null, 0);
    ByteBuffer block = DirectMemory.allocate(4096);
    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
      IOException refused =
          assertThrows(IOException.class, () -> OpenFile.writeFully(channel, block, 0));
      new Performer(directory, new DataFiles(directory, mode(), counters)).fail(write, refused);
    }
    assertEquals(DiskStatus.NO_SPACE, write.status);
  }
}
