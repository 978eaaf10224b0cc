package io.apexkv.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The right to use a data directory, held by one process at a time: two that write the same log
 * would destroy it. The operating system gives it up when the process ends, however it ends.
 */
public final class DirectoryLock implements Closeable {

  /** Name of the locked file, which holds the process id of its holder for a person to read. */
  public static final String FILE_NAME = "lock";

  /** Locks that nobody holds any more; the garbage collector would close, and so give up, them. */
  private static final Queue<DirectoryLock> LEFT = new ConcurrentLinkedQueue<>();

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Another process, named by its id if it left one, uses the directory. */
  public static final class HeldException extends IOException {
    HeldException(String holder) {
      super(holder.isEmpty() ? "another process" : "process " + holder);
    }
  }

  /**
   * Takes the lock of an existing directory.
   *
   * @throws HeldException if somebody else has it
   * @throws IOException if the lock file can't be opened or written
   */
  public static DirectoryLock take(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!lock(channel)) {
        throw new HeldException(Files.readString(file, StandardCharsets.US_ASCII).strip());
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
    return new DirectoryLock(channel);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }

  /** Leaves it to the operating system to give the lock up, when this process has ended. */
  public void leaveToSystem() {
    LEFT.add(this);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
