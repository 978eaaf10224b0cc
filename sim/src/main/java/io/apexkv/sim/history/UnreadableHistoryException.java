package io.apexkv.sim.history;

/** A file that can't be read as a history; the message says where, what was found and expected. */
public final class UnreadableHistoryException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableHistoryException(String message) {
    super(message);
  }
}
