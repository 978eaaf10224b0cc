package io.apexkv.sim.history;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** An immutable string of bytes, compared by content: a key or a value as a client sent it. */
public final class ByteString implements Comparable<ByteString> {
  /** No bytes; not to be confused with no value at all, {@link History#ABSENT}. */
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the given bytes. */
  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  /** The UTF-8 form of a text; throws {@link IllegalArgumentException} on a lone surrogate. */
  public static ByteString of(String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return new ByteString(bytes);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text with half of a surrogate pair", e);
    }
  }

  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** This, then that. */
  public ByteString concat(ByteString that) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + that.bytes.length);
    System.arraycopy(that.bytes, 0, joined, bytes.length, that.bytes.length);
    return new ByteString(joined);
  }

  /** Whether all bytes of {@code part} stand in this string from {@code offset} on. */
  public boolean hasAt(int offset, ByteString part) {
    int end = offset + part.bytes.length;
    return end <= bytes.length
        && Arrays.equals(bytes, offset, end, part.bytes, 0, part.bytes.length);
  }

  /** The text of which this is the UTF-8 form, if there is one without control characters. */
  public Optional<String> printable() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The bytes in Base64, for those that are not {@link #printable}. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public int compareTo(ByteString that) {
    return Arrays.compareUnsigned(bytes, that.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * For people: a plain word as it is, any other text in double quotes, other bytes as {@code
   * base64:...}; the word {@code nil} is quoted, since bare it says that there is no value.
   */
  @Override
  public String toString() {
    return printable().map(ByteString::quoteUnlessPlain).orElseGet(() -> "base64:" + base64());
  }

  private static String quoteUnlessPlain(String text) {
    boolean plain =
        !text.isEmpty()
            && !text.equals("nil")
            && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_./".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
