package io.apexkv.sim.replay;

import io.apexkv.kernel.record.InputSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Reads a recording from a stream. */
final class StreamSource implements InputSource {

  private static final int LONGEST_FIELD_BYTES = 64 << 20;

  private final InputStream in;
  private byte[] bytes = new byte[64 << 10];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
  private long position;

  StreamSource(InputStream in) {
    this.in = in;
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  /** The next byte, or -1 at the end. */
  int u8OrEnd() {
    try {
      int value = in.read();
      position += value < 0 ? 0 : 1;
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int u8() {
    int value = u8OrEnd();
    if (value < 0) {
      throw new UncheckedIOException(new EOFException());
    }
    return value;
  }

  @Override
  public int u32() {
    fill(number.array(), Integer.BYTES);
    return number.getInt(0);
  }

  @Override
  public long u64() {
    fill(number.array(), Long.BYTES);
    return number.getLong(0);
  }

  @Override
  public ByteBuffer bytes(int length) {
    if (length < 0 || length > LONGEST_FIELD_BYTES) {
      throw new IllegalArgumentException(
          "a field of " + length + " bytes at offset " + position + " is no recording's");
    }
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, 2 * bytes.length)];
      view = ByteBuffer.wrap(bytes);
    }
    fill(bytes, length);
    return view;
  }

  /** Counts what was really read, also where the stream ends too early. */
  private void fill(byte[] target, int length) {
    try {
      int read = in.readNBytes(target, 0, length);
      position += read;
      if (read < length) {
        throw new EOFException();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
