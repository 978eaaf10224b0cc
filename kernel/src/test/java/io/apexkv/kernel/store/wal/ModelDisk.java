package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk that keeps the contract and nothing more: completions come in any order, and a crash
 * leaves of every operation under way whatever the contract allows.
 */
class ModelDisk implements Host {

  /** An operation under way. */
  record Pending(
      long ticket,
      String kind,
      FileId file,
      long offset,
      @Nullable ByteBuffer buffer,
      int bufferOffset,
      long length,
      ByteBuffer bytes) {

    Pending as(String other) {
      return new Pending(ticket, other, file, offset, buffer, bufferOffset, length, bytes);
    }
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  final TreeMap<FileId, byte[]> files = new TreeMap<>();
  final List<Pending> pending = new ArrayList<>();

  /** What a killed process left readable and not durable: sectors with what was there before. */
  private final Map<FileId, Map<Integer, byte[]>> cachedSectors = new TreeMap<>();

  private final Set<FileId> cachedCreations = new TreeSet<>();
  private final Map<FileId, byte[]> cachedDeletions = new TreeMap<>();

  /** Every write completed since the last crash, for those who want to look at it. */
  final List<Pending> written = new ArrayList<>();

  @Nullable DiskStatus failNext;
  String failKind = "";

  /** Completes one operation. */
  void complete(int place, Disk disk) {
    Pending op = pending.remove(place);
    if (failNext != null && op.kind().equals(failKind)) {
      DiskStatus status = failNext;
      failNext = null;
      disk.done(op.ticket(), status, op.buffer(), 0);
      return;
    }
    int length = perform(op);
    disk.done(op.ticket(), DiskStatus.OK, op.buffer(), length);
  }

  /**
   * Every read under way gets what is on the medium now, and its completion when its turn comes.
   */
  void readNow() {
    for (Pending op : pending) {
      if (op.kind().equals("read")) {
        perform(op);
      }
    }
    pending.replaceAll(op -> op.kind().equals("read") ? op.as("was read") : op);
  }

  private int perform(Pending op) {
    switch (op.kind()) {
      case "create" -> {
        check(!files.containsKey(op.file()), "a new file is new: " + op.file());
        files.put(op.file(), new byte[(int) op.length()]);
        cachedDeletions.remove(op.file());
        cachedCreations.remove(op.file());
      }
      case "write" -> {
        op.bytes().get(0, file(op), (int) op.offset(), (int) op.length());
        Map<Integer, byte[]> cached = cachedSectors.getOrDefault(op.file(), new TreeMap<>());
        for (int sector = 0; sector < op.length() / 512; sector++) {
          cached.remove((int) op.offset() / 512 + sector);
        }
        written.add(op);
      }
      case "read" -> {
        ByteBuffer buffer = buffer(op);
        buffer.put(op.bufferOffset(), file(op), (int) op.offset(), (int) op.length());
      }
      case "was read" -> {}
      case "delete" -> {
        check(files.remove(op.file()) != null, "a deleted file exists");
        cachedCreations.remove(op.file());
        cachedSectors.remove(op.file());
      }
      case "list" -> {
        return list(op);
      }
      default -> {
        check(files.containsKey(op.file()), "a synced file exists");
        cachedSectors.remove(op.file());
      }
    }
    return (int) op.length();
  }

  private int list(Pending op) {
    ByteBuffer buffer = buffer(op);
    int at = op.bufferOffset();
    for (Map.Entry<FileId, byte[]> file : files.entrySet()) {
      buffer.putLong(at, (long) file.getKey().kind().code() << 56);
      buffer.putLong(at + 8, file.getKey().id());
      buffer.putLong(at + 16, file.getValue().length);
      at += LIST_ROW_BYTES;
    }
    return at - op.bufferOffset();
  }

  /**
   * The power fails: the contract's worst, by lot, for what is under way and for what an earlier
   * {@link #kill} left in a cache.
   */
  void losePower(Random random) {
    for (Map.Entry<FileId, byte[]> file : cachedDeletions.entrySet()) {
      if (random.nextBoolean()) {
        files.putIfAbsent(file.getKey(), file.getValue());
      }
    }
    for (FileId file : cachedCreations) {
      if (random.nextBoolean()) {
        files.remove(file);
      }
    }
    for (Map.Entry<FileId, Map<Integer, byte[]>> file : cachedSectors.entrySet()) {
      byte[] bytes = files.get(file.getKey());
      if (bytes != null && random.nextInt(4) > 0) {
        revert(bytes, file.getValue(), random);
      }
    }
    cachedDeletions.clear();
    cachedCreations.clear();
    cachedSectors.clear();
    crash(random);
    cachedDeletions.clear();
    cachedCreations.clear();
    cachedSectors.clear();
  }

  /**
   * The process dies and the machine lives: what was under way may be read from a cache from now
   * on, and is still lost when the power fails, unless it is synced or written again before.
   */
  void kill(Random random) {
    crash(random);
  }

  /** The cache is lost, as it may be when the power fails. */
  void loseCache() {
    cachedSectors.forEach(
        (file, before) ->
            before.forEach(
                (sector, bytes) -> System.arraycopy(bytes, 0, bytes(file), sector * 512, 512)));
    cachedSectors.clear();
  }

  private static void revert(byte[] bytes, Map<Integer, byte[]> before, Random random) {
    boolean all = random.nextBoolean();
    for (Map.Entry<Integer, byte[]> sector : before.entrySet()) {
      if (all || random.nextBoolean()) {
        System.arraycopy(sector.getValue(), 0, bytes, sector.getKey() * 512, 512);
      }
    }
  }

  private void crash(Random random) {
    for (Pending op : pending) {
      switch (op.kind()) {
        case "write" -> tear(op, random);
        case "create" -> {
          if (random.nextBoolean()) {
            byte[] content = new byte[(int) op.length()];
            if (random.nextBoolean()) {
              random.nextBytes(content);
            }
            files.put(op.file(), content);
            cachedCreations.add(op.file());
          }
        }
        case "delete" -> {
          if (random.nextBoolean()) {
            random.nextBytes(file(op));
          }
          if (random.nextBoolean()) {
            cachedDeletions.put(op.file(), file(op));
            files.remove(op.file());
          }
        }
        default -> {}
      }
    }
    pending.clear();
    written.clear();
  }

  /** Leaves any subset of the sectors: none, all, a prefix, or each by lot. */
  private void tear(Pending op, Random random) {
    int sectors = (int) op.length() / 512;
    int prefix = random.nextInt(sectors + 1);
    int shape = random.nextInt(4);
    int odds = 1 + random.nextInt(15);
    for (int sector = 0; sector < sectors; sector++) {
      boolean stays =
          switch (shape) {
            case 0 -> sector < prefix;
            case 1 -> sector >= prefix;
            case 2 -> random.nextInt(16) < odds;
            default -> random.nextInt(sectors) > 0;
          };
      if (stays) {
        keep(op, sector);
      }
    }
  }

  /** One sector of a write under way reaches the medium. */
  void keep(Pending op, int sector) {
    int place = (int) op.offset() / 512 + sector;
    byte[] before = Arrays.copyOfRange(file(op), place * 512, place * 512 + 512);
    cachedSectors.computeIfAbsent(op.file(), file -> new TreeMap<>()).putIfAbsent(place, before);
    op.bytes().get(sector * 512, file(op), (int) op.offset() + sector * 512, 512);
  }

  Map<FileId, byte[]> copyOfFiles() {
    Map<FileId, byte[]> copy = new TreeMap<>();
    files.forEach((id, bytes) -> copy.put(id, bytes.clone()));
    return copy;
  }

  static ModelDisk holding(Map<FileId, byte[]> files) {
    ModelDisk disk = new ModelDisk();
    files.forEach((id, bytes) -> disk.files.put(id, bytes.clone()));
    return disk;
  }

  byte[] bytes(FileId file) {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new AssertionError("no file " + file);
    }
    return bytes;
  }

  byte[] segment(long id) {
    return bytes(new FileId(FileId.Kind.WAL, id));
  }

  private byte[] file(Pending op) {
    return bytes(op.file());
  }

  private static ByteBuffer buffer(Pending op) {
    ByteBuffer buffer = op.buffer();
    if (buffer == null) {
      throw new AssertionError("no buffer");
    }
    return buffer;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    pending.add(new Pending(ticket, "create", file, 0, null, 0, sizeBytes, NOTHING));
  }

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    check(durable, "the log knows only durable writes");
    check(fileOffset + length <= bytes(file).length, "a write stays inside its file");
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    pending.add(
        new Pending(
            ticket, "write", file, fileOffset, buffer, offset, length, ByteBuffer.wrap(bytes)));
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    pending.add(new Pending(ticket, "read", file, fileOffset, buffer, offset, length, NOTHING));
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    pending.add(new Pending(ticket, "sync", file, 0, null, 0, 0, NOTHING));
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    pending.add(new Pending(ticket, "delete", file, 0, null, 0, 0, NOTHING));
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    pending.add(new Pending(ticket, "list", Superblock.FILE, 0, buffer, offset, length, NOTHING));
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void pauseReading(long connection) {
    throw new AssertionError();
  }

  @Override
  public void resumeReading(long connection) {
    throw new AssertionError();
  }

  @Override
  public void closeConnection(long connection) {
    throw new AssertionError();
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    throw new AssertionError();
  }

  @Override
  public void halt(HaltReason reason, String message) {
    throw new AssertionError();
  }
}
