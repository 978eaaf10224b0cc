package io.apexkv.maelstrom;

import io.apexkv.kernel.wire.ErrorWord;

/**
 * The errors of Maelstrom's protocol that this node answers. All but {@link #CRASH} are definite:
 * the request was not carried out, and never will be.
 */
enum ErrorCode {
  /** A type of request that this node doesn't know. */
  NOT_SUPPORTED(10),
  /** Not now: no leader, a bound reached, no init yet. */
  TEMPORARILY_UNAVAILABLE(11),
  /** A field is missing or not what it should be. */
  MALFORMED_REQUEST(12),
  /** Indefinite, the only one: the request may have been carried out, or may yet be. */
  CRASH(13),
  /** The key of a read or a compare-and-set has no value. */
  KEY_DOES_NOT_EXIST(20),
  /** The key of a compare-and-set has another value. */
  PRECONDITION_FAILED(22);

  private final int code;

  ErrorCode(int code) {
    this.code = code;
  }

  /** The number in the protocol. */
  int code() {
    return code;
  }

  /** What an error of the kernel is here; of one without a known word nothing is certain. */
  static ErrorCode of(String message) {
    ErrorWord word = ErrorWord.of(message);
    if (word == null || !word.failed()) {
      return CRASH;
    }
    return switch (word) {
      case MALFORMED, TOO_LARGE -> MALFORMED_REQUEST;
      case UNSUPPORTED -> NOT_SUPPORTED;
      default -> TEMPORARILY_UNAVAILABLE;
    };
  }
}
