package io.apexkv.kernel.wire;

/** Codes of answers to clients: see {@code docs/wire-protocol.md}. */
public final class ClientAnswer {

  public static final int OK = 0x10;
  public static final int VALUE = 0x11;
  public static final int NOT_FOUND = 0x12;
  public static final int ERROR = 0x13;
  public static final int REDIRECT = 0x14;
  public static final int PONG = 0x15;
  public static final int METRICS_RESPONSE = 0x16;

  /** The key of a compare-and-set did not hold what was expected. */
  public static final int CAS_FAILED = 0x17;

  public static final int DESCRIPTION = 0x30;
  public static final int SESSION = 0x31;

  private ClientAnswer() {}
}
