package io.apexkv.client.core;

import java.nio.ByteBuffer;

/** Reads the texts that nodes send: addresses, error messages. */
final class Text {

  private Text() {}

  /** The characters of a range; a byte that is not printable ASCII becomes '?'. */
  static String ascii(ByteBuffer buffer, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      byte b = buffer.get(offset + i);
      text.append(b >= 0x20 && b < 0x7F ? (char) b : '?');
    }
    return text.toString();
  }
}
