package io.apexkv.maelstrom;

/** What a client is told. */
sealed interface Answer {

  /** It was done: {@code write_ok} or {@code cas_ok}. */
  record Done(String type) implements Answer {}

  /** A {@code read_ok} with the value in JSON. */
  record Value(String json) implements Answer {}

  /** It failed, or nobody knows. */
  record Failed(ErrorCode code, String text) implements Answer {}
}
