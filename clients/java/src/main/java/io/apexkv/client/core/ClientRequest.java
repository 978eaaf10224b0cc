package io.apexkv.client.core;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.Partition;
import java.nio.ByteBuffer;

/**
 * One request, encoded where it is made (on the caller's thread) and submitted once.
 *
 * <p>An operation is encoded with room in front, so that the same bytes go out without a session or
 * as a COMMAND under one, without being copied:
 *
 * <pre>
 *   [--------- room, 33 bytes --------][header][key, ...]     GET, PUT, DEL, CAS
 *   [header][group, session, number, lowestUnanswered, code][key, ...]     COMMAND
 * </pre>
 */
public final class ClientRequest {

  /** Longest value, in bytes. */
  public static final int MAX_VALUE_BYTES = 1 << 20;

  private static final int HEADER = ClientFrame.HEADER_BYTES;

  /** Before the operation's parts in a COMMAND: four u64 and its code. */
  private static final int COMMAND_HEAD_BYTES = 33;

  private static final int PARTS = HEADER + COMMAND_HEAD_BYTES;
  private static final ByteBuffer RELEASED = ByteBuffer.allocate(0);

  private final int code;
  private final @Nullable String address;
  private final int keyLength;
  private ByteBuffer frame;
  private boolean submitted;

  private ClientRequest(int code, @Nullable String address, ByteBuffer frame, int keyLength) {
    this.code = code;
    this.address = address;
    this.frame = frame;
    this.keyLength = keyLength;
  }

  /** Reads a key of 1 to 4,096 bytes. Ends with Value or NotFound. */
  public static ClientRequest get(byte[] key) {
    ByteBuffer frame = operation(key, 0);
    return new ClientRequest(ClientCommand.GET, null, frame, key.length);
  }

  /** Sets a key to a value of at most {@link #MAX_VALUE_BYTES}. Ends with Done. */
  public static ClientRequest put(byte[] key, byte[] value) {
    checkValue(value, "a value");
    ByteBuffer frame = operation(key, 4 + value.length);
    string(frame, afterKey(key), value);
    return new ClientRequest(ClientCommand.PUT, null, frame, key.length);
  }

  /** Removes a key. Ends with Done or NotFound. */
  public static ClientRequest delete(byte[] key) {
    ByteBuffer frame = operation(key, 0);
    return new ClientRequest(ClientCommand.DEL, null, frame, key.length);
  }

  /**
   * Sets a key if it holds what is expected. Ends with Done or CasFailed.
   *
   * @param expected null if the key must be absent
   */
  public static ClientRequest compareAndSet(byte[] key, byte @Nullable [] expected, byte[] value) {
    checkValue(value, "a value");
    int expectedBytes = 1;
    if (expected != null) {
      checkValue(expected, "an expected value");
      expectedBytes = 1 + 4 + expected.length;
    }
    ByteBuffer frame = operation(key, expectedBytes + 4 + value.length);
    int position = afterKey(key);
    frame.put(position, (byte) (expected == null ? 0 : 1));
    if (expected != null) {
      string(frame, position + 1, expected);
    }
    string(frame, position + expectedBytes, value);
    return new ClientRequest(ClientCommand.CAS, null, frame, key.length);
  }

  /** Asks a node what it knows of the cluster; any node if the address is null. */
  public static ClientRequest describe(@Nullable String address) {
    return toNode(ClientCommand.DESCRIBE, address);
  }

  /** Asks a node what it counted; any node if the address is null. */
  public static ClientRequest metrics(@Nullable String address) {
    return toNode(ClientCommand.METRICS, address);
  }

  /** Asks a node for a sign of life; any node if the address is null. */
  public static ClientRequest ping(@Nullable String address) {
    return toNode(ClientCommand.PING, address);
  }

  static ClientRequest openSession(long group, int window) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + 16);
    frame.putLong(HEADER, group);
    frame.putInt(HEADER + 8, window);
    return new ClientRequest(ClientCommand.OPEN_SESSION, null, frame, 0);
  }

  static ClientRequest closeSession(long group, long session) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + 16);
    frame.putLong(HEADER, group);
    frame.putLong(HEADER + 8, session);
    return new ClientRequest(ClientCommand.CLOSE_SESSION, null, frame, 0);
  }

  private static ClientRequest toNode(int code, @Nullable String address) {
    if (address != null) {
      Address.parse(address);
    }
    return new ClientRequest(code, address, ByteBuffer.allocate(HEADER), 0);
  }

  private static ByteBuffer operation(byte[] key, int moreBytes) {
    if (key.length < 1 || key.length > Limits.MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has 1 to 4096 bytes, this one has " + key.length);
    }
    int partsBytes = 4 + key.length + moreBytes;
    if (COMMAND_HEAD_BYTES + partsBytes > ClientFrame.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a request has at most 2 MiB, this one has "
              + (COMMAND_HEAD_BYTES + partsBytes)
              + " bytes");
    }
    ByteBuffer frame = ByteBuffer.allocate(PARTS + partsBytes);
    string(frame, PARTS, key);
    return frame;
  }

  private static int afterKey(byte[] key) {
    return PARTS + 4 + key.length;
  }

  private static void checkValue(byte[] value, String what) {
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          what + " has at most " + MAX_VALUE_BYTES + " bytes, this one has " + value.length);
    }
  }

  private static void string(ByteBuffer frame, int position, byte[] bytes) {
    frame.putInt(position, bytes.length);
    frame.put(position + 4, bytes);
  }

  /** One of {@link ClientCommand}'s codes. */
  int code() {
    return code;
  }

  /** The node to ask, or null where the request itself or nothing decides. */
  @Nullable
  String address() {
    return address;
  }

  boolean isWrite() {
    return code == ClientCommand.PUT || code == ClientCommand.DEL || code == ClientCommand.CAS;
  }

  /** Whether it is on a key, so that the key's group decides where it goes. */
  boolean isOperation() {
    return keyLength > 0;
  }

  int partition(int partitions) {
    return Partition.of(frame, PARTS + 4, keyLength, partitions);
  }

  /** Bytes held while it is pending. */
  public int bytes() {
    return frame.capacity();
  }

  ByteBuffer frame() {
    return frame;
  }

  /** Marks it as submitted; false if it was before. */
  boolean submit() {
    boolean first = !submitted;
    submitted = true;
    return first;
  }

  /**
   * Completes the frame as it goes out without a session; it begins at the offset that is returned
   * and reaches to the end of the buffer.
   */
  int finishPlain(int sequence) {
    int offset = isOperation() ? COMMAND_HEAD_BYTES : 0;
    ClientFrame.header(frame, offset, code, 0, 0, bytes() - offset - HEADER, sequence);
    return offset;
  }

  /** Completes the frame as it goes out under a session; see {@link #finishPlain}. */
  int finishCommand(int sequence, long group, long session, long number, long lowestUnanswered) {
    ClientFrame.header(frame, 0, ClientCommand.COMMAND, 0, 0, bytes() - HEADER, sequence);
    frame.putLong(HEADER, group);
    frame.putLong(HEADER + 8, session);
    frame.putLong(HEADER + 16, number);
    frame.putLong(HEADER + 24, lowestUnanswered);
    frame.put(HEADER + 32, (byte) code);
    return 0;
  }

  /** Lets the bytes go; it is never sent again. */
  void release() {
    frame = RELEASED;
  }
}
