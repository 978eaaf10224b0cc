package io.apexkv.rules.offending;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/**
 * Everyday kernel code, which every rule must let pass: a rule that refuses all proves nothing
 * either.
 */
public final class Innocent {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** A role. */
  public enum Role {
    FOLLOWER,
    LEADER
  }

  /** A sealed family. */
  public sealed interface Input {
    /** Time went on. */
    record Time(long nowNanos) implements Input {}

    /** A message came in. */
    record Message(int from, Role role, byte[] bytes) implements Input {}
  }

  private final TreeMap<Long, String> byIndex = new TreeMap<>();
  private final ArrayDeque<Input> queue = new ArrayDeque<>();
  private final List<LongConsumer> listeners = new ArrayList<>();

  /** Switches over a pattern and over an enum, concatenates, captures, compares. */
  public String describe(Input input) {
    queue.add(input);
    listeners.add(index -> byIndex.put(index, input.toString()));
    return switch (input) {
      case Input.Time time when time.nowNanos() < 0 -> "before the start: " + time.nowNanos();
      case Input.Time time -> "at " + Math.max(0L, time.nowNanos());
      case Input.Message message ->
          switch (message.role()) {
            case FOLLOWER -> "from follower " + message.from();
            case LEADER -> "from leader " + Integer.toHexString(message.from());
          };
    };
  }

  /** Copies, checks and converts bytes. */
  public long checksum(ByteBuffer source, String name) {
    byte[] bytes = new byte[16];
    System.arraycopy(name.getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 8);
    source.get(0, bytes, 8, 8);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue() ^ (long) LONGS.get(bytes, 8) ^ Arrays.hashCode(bytes);
  }

  /** Hashes a value, openly and as javac does for a switch over strings. */
  public int commandOf(String name, Input.Time time) {
    return switch (name) {
      case "GET" -> 1;
      case "PUT" -> 2;
      default -> name.hashCode() ^ time.hashCode();
    };
  }

  /** Refuses. */
  public void require(Role role) {
    if (Objects.requireNonNull(role) != Role.LEADER) {
      throw new IllegalStateException("the role is " + role + ", expected " + Role.LEADER);
    }
  }
}
