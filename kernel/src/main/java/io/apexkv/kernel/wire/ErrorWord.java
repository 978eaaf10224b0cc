package io.apexkv.kernel.wire;

import io.apexkv.kernel.base.Nullable;

/**
 * The first word of an ERROR's message, and what it tells about the request that it answers.
 *
 * <p>FAILED: this request was not applied and never will be. UNKNOWN: nobody can say.
 */
public enum ErrorWord {
  /** A field is not what the protocol says. */
  MALFORMED(true),
  /** A key, value or payload over its bound. */
  TOO_LARGE(true),
  /** Unknown command or flag. */
  UNSUPPORTED(true),
  /** This node knows no leader of the group. */
  NO_LEADER(true),
  /** A bound was reached. */
  BUSY(true),
  /** The log reached its budget. */
  LOG_FULL(true),
  /** The node reads its log and does not serve yet. */
  RECOVERING(true),
  /** The node was told to stop. */
  STOPPING(true),
  /** The key is not in the group that the request names. */
  WRONG_GROUP(true),
  /** The group knows no such session: what was in flight under it is UNKNOWN. */
  SESSION_EXPIRED(false),
  /** The number is below the session's lowest unanswered one. */
  ALREADY_ANSWERED(false),
  /** The request may have been applied. */
  UNKNOWN(false);

  private static final ErrorWord[] ALL = values();

  private final boolean failed;

  ErrorWord(boolean failed) {
    this.failed = failed;
  }

  /** Whether the request that got this error was certainly not applied, now and ever. */
  public boolean failed() {
    return failed;
  }

  /** The word that a message begins with, or null if it begins with none of them. */
  public static @Nullable ErrorWord of(String message) {
    int end = message.indexOf(':');
    for (ErrorWord word : ALL) {
      if (end == word.name().length() && message.startsWith(word.name())) {
        return word;
      }
    }
    return null;
  }
}
