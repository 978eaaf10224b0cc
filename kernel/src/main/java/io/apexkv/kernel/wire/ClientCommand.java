package io.apexkv.kernel.wire;

/** Codes of client commands: see {@code docs/wire-protocol.md}. */
public final class ClientCommand {

  public static final int GET = 0x01;
  public static final int PUT = 0x02;
  public static final int DEL = 0x03;
  public static final int PING = 0x04;
  public static final int METRICS = 0x05;
  public static final int DESCRIBE = 0x20;
  public static final int OPEN_SESSION = 0x21;

  /** A PUT, DEL or CAS under a session. */
  public static final int COMMAND = 0x22;

  public static final int CLOSE_SESSION = 0x23;

  /** Compare and set. */
  public static final int CAS = 0x24;

  private ClientCommand() {}
}
