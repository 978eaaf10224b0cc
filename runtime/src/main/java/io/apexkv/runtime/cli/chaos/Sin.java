package io.apexkv.runtime.cli.chaos;

/** What a client can do wrong on purpose, to see that the check finds it. */
enum Sin {
  /**
   * A write without a definite answer is sent again under another session, which can't know that it
   * was applied already: it may be applied twice.
   */
  RETRY_UNDER_NEW_SESSION
}
