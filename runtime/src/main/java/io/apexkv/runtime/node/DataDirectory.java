package io.apexkv.runtime.node;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.wal.Superblock;
import io.apexkv.kernel.store.wal.SuperblockFile;
import io.apexkv.runtime.disk.DirectoryLock;
import io.apexkv.runtime.disk.DiskMode;
import io.apexkv.runtime.disk.FileNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A node's data directory. It is formatted once, for one node of one cluster, and never again: a
 * node that would make what it does not find could vote a second time under an identity whose votes
 * were lost with a disk.
 */
public final class DataDirectory implements Closeable {

  private final Path path;
  private final DirectoryLock lock;
  private final Superblock superblock;
  private final DiskMode mode;

  private DataDirectory(Path path, DirectoryLock lock, Superblock superblock, DiskMode mode) {
    this.path = path;
    this.lock = lock;
    this.superblock = superblock;
    this.mode = mode;
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** Whose it is, as read when it was opened. */
  public Superblock superblock() {
    return superblock;
  }

  /** How its writes become durable. */
  public DiskMode mode() {
    return mode;
  }

  /**
   * Makes a data directory, with missing parents; complete and durable when this returns.
   *
   * @throws StartRefused if the path exists and is not an empty directory, or can't be written
   */
  public static void format(Path path, ClusterId cluster, int node, int partitions, int groups)
      throws StartRefused {
    makeDirectory(path);
    try {
      refuseUnlessEmpty(path);
      Superblock first = Superblock.formatted(cluster, node, partitions, groups);
      writeSuperblock(path.resolve(FileNames.of(Superblock.FILE)), first);
      syncDirectory(path);
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        syncDirectory(parent);
      }
    } catch (IOException failed) {
      throw new StartRefused(
          "'" + path + "' can't be made a data directory: " + reason(failed) + ".",
          "Give a path that is missing or an empty directory, and that you may write.");
    }
  }

  private static void makeDirectory(Path path) throws StartRefused {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new StartRefused(
          "'" + path + "' is a file, not a directory.",
          "Give a path that is missing or an empty directory.");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      makeDirectories(parent, "the parent directory '" + parent + "'");
    }
    makeDirectories(path, "'" + path + "'");
  }

  private static void makeDirectories(Path path, String what) throws StartRefused {
    try {
      Files.createDirectories(path);
    } catch (IOException failed) {
      throw new StartRefused(
          what + " can't be made: " + reason(failed) + ".", "Give a path that you may write.");
    }
  }

  private static void refuseUnlessEmpty(Path path) throws IOException, StartRefused {
    Path superblock = path.resolve(FileNames.of(Superblock.FILE));
    if (Files.exists(superblock)) {
      Superblock found = read(superblock).newest();
      String owner = found == null ? "" : ", for " + owner(found);
      throw new StartRefused(
          "'" + path + "' is already formatted" + owner + ".",
          "To use it, start its node; to make a new one, give another path.");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        throw new StartRefused(
            "'" + path + "' is not empty: it holds '" + entry.getFileName() + "'.",
            "Give a path that is missing or an empty directory.");
      }
    }
  }

  private static void writeSuperblock(Path file, Superblock first) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(Superblock.FILE_BYTES);
    for (Superblock copy : new Superblock[] {first, first.withSequence(2)}) {
      copy.encode(whole, (int) Superblock.slotOffset(copy.sequence()));
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (whole.hasRemaining()) {
        channel.write(whole);
      }
      channel.force(true);
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /**
   * Opens a directory for the node that it was formatted for, and keeps others out until closed.
   *
   * @param cluster the cluster that it must belong to, or null if the directory tells
   * @throws StartRefused if it is missing, not formatted, another's, in use, or can't be used
   */
  public static DataDirectory open(Path path, int node, @Nullable ClusterId cluster)
      throws StartRefused {
    Path file = path.resolve(FileNames.of(Superblock.FILE));
    String format = "./apex format --cluster ID --id " + node + " " + path;
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new StartRefused(
          "the data directory '" + path + "' is a file, not a directory.",
          "Give the directory that 'apex format' made for this node.");
    }
    if (!Files.isDirectory(path)) {
      throw new StartRefused(
          "the data directory '" + path + "' does not exist.", "Make it, once, with: " + format);
    }
    if (!Files.exists(file)) {
      throw new StartRefused(
          "'"
              + path
              + "' is not a formatted data directory: it holds no '"
              + file.getFileName()
              + "'.",
          "If it never was one, make it with: "
              + format
              + ". If it lost its files, this node must not come back under its old id.");
    }
    try {
      DirectoryLock lock = DirectoryLock.take(path);
      try {
        return new DataDirectory(path, lock, identify(path, file, node, cluster), mode(path));
      } catch (IOException | StartRefused refused) {
        lock.close();
        throw refused;
      }
    } catch (DirectoryLock.HeldException held) {
      throw new StartRefused(
          "the data directory '" + path + "' is in use by " + held.getMessage() + ".",
          "Stop that node first, or give this one its own directory.");
    } catch (IOException failed) {
      throw new StartRefused(
          "the data directory '" + path + "' can't be used: " + reason(failed) + ".",
          "It must be readable and writable by the user who runs the node.");
    }
  }

  private static DiskMode mode(Path path) throws IOException {
    return DiskMode.of(path);
  }

  private static Superblock identify(Path path, Path file, int node, @Nullable ClusterId cluster)
      throws IOException, StartRefused {
    SuperblockFile found = read(file);
    Superblock superblock = found.newest();
    if (superblock == null) {
      throw found.otherVersion() != 0
          ? new StartRefused(
              "'"
                  + path
                  + "' has disk format version "
                  + found.otherVersion()
                  + ", but this program reads version 1.",
              "Run the version of ApexKV that wrote it.")
          : new StartRefused(
              "'" + file + "' is damaged: neither of its two copies is intact.",
              "This node can't vote again under its id; see docs/disk-format.md.");
    }
    boolean otherCluster = cluster != null && !superblock.cluster().equals(cluster);
    if (otherCluster || superblock.node() != node) {
      String wanted = cluster == null ? "node " + node : "node " + node + " of cluster " + cluster;
      throw new StartRefused(
          "'" + path + "' belongs to " + owner(superblock) + ", not to " + wanted + ".",
          "Give the directory of this node, or start the node that this one belongs to.");
    }
    return superblock;
  }

  private static SuperblockFile read(Path file) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(Superblock.FILE_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (whole.hasRemaining() && channel.read(whole) >= 0) {
        // A file that is too short is judged like one that ends in zeros.
      }
    }
    return SuperblockFile.read(whole);
  }

  private static String owner(Superblock superblock) {
    return "node " + superblock.node() + " of cluster " + superblock.cluster();
  }

  private static String reason(IOException failed) {
    return failed.getClass().getSimpleName().replace("Exception", "") + ": " + failed.getMessage();
  }

  /** Keeps others out until this process has ended; in place of {@link #close}. */
  public void leaveToSystem() {
    lock.leaveToSystem();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
