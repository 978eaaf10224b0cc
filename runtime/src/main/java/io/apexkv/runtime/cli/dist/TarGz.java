package io.apexkv.runtime.cli.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a gzipped tar archive (POSIX 1003.1, pax, "ustar interchange format") whose bytes depend
 * on nothing but what is put in: every entry has the same time and belongs to user and group 0.
 */
final class TarGz implements AutoCloseable {

  /** 2026-01-01T00:00:00Z, as in the jars ({@code project.build.outputTimestamp}). */
  private static final long EPOCH_SECONDS = 1_767_225_600L;

  private static final int BLOCK_BYTES = 512;
  private static final int MAX_NAME_BYTES = 100;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int CHECKSUM_BYTES = 8;

  private final OutputStream out;

  /** Writes to a stream, which {@link #close} closes. */
  TarGz(OutputStream archive) throws IOException {
    out = new GZIPOutputStream(archive, 1 << 16); // Java's header has no time, and no system
  }

  /** A folder; its name ends in a slash. */
  void folder(String name) throws IOException {
    header(name, 0755, 0, '5', "");
  }

  /** A symbolic link. */
  void link(String name, String target) throws IOException {
    header(name, 0777, 0, '2', target);
  }

  /** A file that may be run, or just read. */
  void file(String name, byte[] content, boolean executable) throws IOException {
    header(name, executable ? 0755 : 0644, content.length, '0', "");
    out.write(content);
    out.write(new byte[Math.floorMod(-content.length, BLOCK_BYTES)]);
  }

  private void header(String name, int mode, long size, char type, String target)
      throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    text(block, 0, name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0); // user
    octal(block, 116, 8, 0); // group
    octal(block, 124, 12, size);
    octal(block, 136, 12, EPOCH_SECONDS);
    block[156] = (byte) type;
    text(block, 157, target);
    text(block, 257, "ustar");
    text(block, 263, "00");
    octal(block, 329, 8, 0); // device
    octal(block, 337, 8, 0);
    octal(block, CHECKSUM_OFFSET, CHECKSUM_BYTES - 1, checksum(block));
    block[CHECKSUM_OFFSET + CHECKSUM_BYTES - 1] = ' ';
    out.write(block);
  }

  /** The sum of all bytes, with spaces in the place of the checksum. */
  private static int checksum(byte[] block) {
    int sum = CHECKSUM_BYTES * ' ';
    for (byte each : block) {
      sum += each & 0xFF;
    }
    return sum;
  }

  private static void text(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(text + " is longer than " + MAX_NAME_BYTES + " bytes");
    }
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  /** Digits that fill all of a field but its last byte, which stays 0. */
  private static void octal(byte[] block, int offset, int bytes, long value) {
    String digits = Long.toOctalString(value);
    if (digits.length() >= bytes) {
      throw new IllegalArgumentException(value + " does not fit in " + bytes + " octal digits");
    }
    text(block, offset, "0".repeat(bytes - 1 - digits.length()) + digits);
  }

  /** Two empty blocks are the end. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK_BYTES]);
    out.close();
  }
}
