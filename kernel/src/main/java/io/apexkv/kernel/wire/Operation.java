package io.apexkv.kernel.wire;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * A parsed operation on one key: where its parts are in the buffer that it was parsed from. One
 * instance is used again and again; it is valid as long as that buffer's content is.
 *
 * <pre>
 *   GET, DEL   key
 *   PUT        key, value
 *   CAS        key, present u8, [expected], value
 * </pre>
 *
 * where each part is a u32 length and that many bytes.
 */
public final class Operation {

  private int code;
  private int keyOffset;
  private int keyLength;
  private int valueOffset;
  private int valueLength;
  private boolean expectedPresent;
  private int expectedOffset;
  private int expectedLength;

  private int position;
  private int end;
  private int partLength;

  /**
   * Parses the parts of an operation, which must fill the range exactly.
   *
   * @param code one of {@link ClientCommand}'s GET, PUT, DEL, CAS
   * @param maxValueBytes longest value and expected value
   * @return null if it is well formed, else the whole message of an error for the client
   */
  public @Nullable String parse(
      int code, ByteBuffer buffer, int offset, int length, int maxValueBytes) {
    this.code = code;
    position = offset;
    end = offset + length;
    expectedPresent = false;
    expectedLength = 0;
    valueLength = 0;
    if (!part(buffer)) {
      return "MALFORMED: the key's length runs past the payload";
    }
    keyOffset = position - partLength;
    keyLength = partLength;
    if (keyLength == 0) {
      return "MALFORMED: a key has 1 to 4096 bytes, this one has none";
    }
    if (keyLength > Limits.MAX_KEY_BYTES) {
      return "TOO_LARGE: a key has 1 to 4096 bytes, this one has " + keyLength;
    }
    if (code == ClientCommand.CAS) {
      String refusal = parseExpected(buffer, maxValueBytes);
      if (refusal != null) {
        return refusal;
      }
    }
    if (code == ClientCommand.PUT || code == ClientCommand.CAS) {
      if (!part(buffer)) {
        return "MALFORMED: the value's length runs past the payload";
      }
      valueOffset = position - partLength;
      valueLength = partLength;
      if (valueLength > maxValueBytes) {
        return "TOO_LARGE: a value has at most "
            + maxValueBytes
            + " bytes, this one has "
            + valueLength;
      }
    }
    return position == end
        ? null
        : "MALFORMED: " + (end - position) + " bytes follow the last field";
  }

  private @Nullable String parseExpected(ByteBuffer buffer, int maxValueBytes) {
    if (position == end) {
      return "MALFORMED: a CAS says whether a value is expected (0 or 1) after its key";
    }
    int present = buffer.get(position++);
    if (present != 0 && present != 1) {
      return "MALFORMED: a CAS says 0 (absent) or 1 (a value follows) after its key, not "
          + (present & 0xFF);
    }
    if (present == 1) {
      if (!part(buffer)) {
        return "MALFORMED: the expected value's length runs past the payload";
      }
      expectedPresent = true;
      expectedOffset = position - partLength;
      expectedLength = partLength;
      if (expectedLength > maxValueBytes) {
        return "TOO_LARGE: a value has at most "
            + maxValueBytes
            + " bytes, the expected one has "
            + expectedLength;
      }
    }
    return null;
  }

  /** Steps over a length and its bytes, if both are there. */
  private boolean part(ByteBuffer buffer) {
    if (end - position < 4) {
      return false;
    }
    int length = buffer.getInt(position);
    if (length < 0 || length > end - position - 4) {
      return false;
    }
    position += 4 + length;
    partLength = length;
    return true;
  }

  /** One of {@link ClientCommand}'s GET, PUT, DEL, CAS. */
  public int code() {
    return code;
  }

  public int keyOffset() {
    return keyOffset;
  }

  /** 1 to {@link Limits#MAX_KEY_BYTES}. */
  public int keyLength() {
    return keyLength;
  }

  public int valueOffset() {
    return valueOffset;
  }

  public int valueLength() {
    return valueLength;
  }

  /** Of a CAS: whether the key must hold the expected value; if not, it must be absent. */
  public boolean expectedPresent() {
    return expectedPresent;
  }

  public int expectedOffset() {
    return expectedOffset;
  }

  public int expectedLength() {
    return expectedLength;
  }
}
