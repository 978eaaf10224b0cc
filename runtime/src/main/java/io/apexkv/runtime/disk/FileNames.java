package io.apexkv.runtime.disk;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;

/** The names of a data directory's files: the kind's label, a hyphen, the id in 16 hex digits. */
public final class FileNames {

  private static final int ID_DIGITS = 16;
  private static final FileId.Kind[] KINDS = FileId.Kind.values();

  private FileNames() {}

  /** The name of a file, for instance {@code wal-000000000000002a}. */
  public static String of(FileId file) {
    String digits = Long.toHexString(file.id());
    return file.kind().label() + "-" + "0".repeat(ID_DIGITS - digits.length()) + digits;
  }

  /** The file of a name, or null if the name is not one that {@link #of} gives. */
  static @Nullable FileId parse(String name) {
    for (FileId.Kind kind : KINDS) {
      String prefix = kind.label() + "-";
      if (name.startsWith(prefix) && name.length() == prefix.length() + ID_DIGITS) {
        return parse(kind, name, prefix.length());
      }
    }
    return null;
  }

  private static @Nullable FileId parse(FileId.Kind kind, String name, int idAt) {
    try {
      FileId file = new FileId(kind, Long.parseUnsignedLong(name.substring(idAt), 16));
      return of(file).equals(name) ? file : null;
    } catch (NumberFormatException notAnId) {
      return null;
    }
  }
}
