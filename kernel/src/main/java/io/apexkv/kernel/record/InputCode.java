package io.apexkv.kernel.record;

/** Codes of inputs: see {@code docs/contract.md}. */
final class InputCode {
  static final int BOOTED = 1;
  static final int TIME = 2;
  static final int PEER_UP = 3;
  static final int PEER_DOWN = 4;
  static final int SEND_SPACE = 5;
  static final int MESSAGE = 6;
  static final int DATAGRAM = 7;
  static final int CONNECTION_OPENED = 8;
  static final int CONNECTION_CLOSED = 9;
  static final int REQUEST = 10;
  static final int DISK_DONE = 11;
  static final int ADMIN = 12;
  static final int FLUSH = 13;

  private InputCode() {}
}
