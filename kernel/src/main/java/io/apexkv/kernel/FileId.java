package io.apexkv.kernel;

/**
 * A file of the data directory. Files have a fixed size from creation to deletion; there is no
 * rename, append or truncate.
 *
 * @param kind what the file holds
 * @param id 0 or more; unique within the kind
 */
public record FileId(Kind kind, long id) implements Comparable<FileId> {

  /** The kinds of files; codes are part of the disk format. */
  public enum Kind {
    /** Identity, boot counter and hard state, in two copies; exactly one file, id 0. */
    SUPERBLOCK(1, "superblock"),
    /** A segment of the write-ahead log. */
    WAL(2, "wal");

    private static final Kind[] ALL = values();

    private final int code;
    private final String label;

    Kind(int code, String label) {
      this.code = code;
      this.label = label;
    }

    /** The code on disk, 1 to 255. */
    public int code() {
      return code;
    }

    /** The first part of the file's name in a directory. */
    public String label() {
      return label;
    }

    /**
     * The kind with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(int code) {
      for (Kind kind : ALL) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no file kind has code " + code);
    }
  }

  @Override
  public int compareTo(FileId other) {
    int byKind = Integer.compare(kind.code, other.kind.code);
    return byKind != 0 ? byKind : Long.compare(id, other.id);
  }
}
