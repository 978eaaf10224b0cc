package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * The right to start and stop the nodes of a local cluster, of one command at a time. The system
 * gives it up when the command ends, however it ends.
 */
final class ClusterLock implements AutoCloseable {

  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, making the directory if there is none.
   *
   * @throws UserMistake if another command has it, or a file is where the directory should be
   */
  static ClusterLock take(ClusterFiles files) throws IOException {
    if (Files.exists(files.root()) && !Files.isDirectory(files.root())) {
      throw new UserMistake(
          "'" + ClusterFiles.shown(files.root()) + "' is a file, not a directory.",
          "Give --dir a path that is missing or a directory.");
    }
    Files.createDirectories(files.root());
    FileChannel channel =
        FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new UserMistake(
          "another command is starting or stopping nodes of "
              + ClusterFiles.shown(files.root())
              + ".",
          "Wait until it has ended, then try again.");
    }
    return new ClusterLock(channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
