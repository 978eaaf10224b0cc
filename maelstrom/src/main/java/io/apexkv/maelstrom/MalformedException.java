package io.apexkv.maelstrom;

/** A line or a field that is not what Maelstrom's protocol says; the message tells how. */
final class MalformedException extends Exception {

  MalformedException(String message) {
    super(message);
  }
}
