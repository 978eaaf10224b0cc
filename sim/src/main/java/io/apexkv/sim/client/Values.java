package io.apexkv.sim.client;

import io.apexkv.kernel.wire.Partition;
import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.ByteStrings;
import io.apexkv.sim.plan.Cluster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys and values as bytes. A value begins with its number, which tells its length too. */
public final class Values {

  /** Bytes of the shortest value. */
  public static final int LEAST_BYTES = Long.BYTES;

  /** The lowest bits of a number are the length of its value. */
  public static final int LENGTH_BITS = 14;

  /** Bytes of the longest value. */
  public static final int MOST_BYTES = (1 << LENGTH_BITS) - 1;

  private Values() {}

  /** A key's bytes. */
  public static byte[] key(int key) {
    return ("k" + key).getBytes(StandardCharsets.US_ASCII);
  }

  /** The Raft group, from 1, that serves a key. */
  public static int groupOf(int key, Cluster cluster) {
    byte[] bytes = key(key);
    return 1
        + Partition.of(ByteBuffer.wrap(bytes), 0, bytes.length, cluster.partitions())
            % cluster.groups();
  }

  /**
   * The number of a value: unique as long as (client, count) is.
   *
   * @param bytes its length, {@link #LEAST_BYTES} to {@link #MOST_BYTES}
   */
  public static long number(int client, long count, int bytes) {
    return ((long) client << 32 | count) << LENGTH_BITS | bytes;
  }

  /** The length of the value with this number. */
  public static int length(long number) {
    return (int) number & ((1 << LENGTH_BITS) - 1);
  }

  /** A value's bytes. */
  public static byte[] value(long number) {
    byte[] bytes = new byte[length(number)];
    ByteBuffer.wrap(bytes).putLong(0, number);
    for (int i = LEAST_BYTES; i < bytes.length; i++) {
      bytes[i] = (byte) (number >>> (i & 31)); // so that a mixture of two values is neither
    }
    return bytes;
  }

  /** The number of a value; {@link #FOREIGN} if nobody wrote these bytes. */
  public static long number(byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      return FOREIGN;
    }
    long number = ByteBuffer.wrap(bytes).getLong(0);
    return number >= 0 && Arrays.equals(bytes, value(number)) ? number : FOREIGN;
  }

  /**
   * Values by the name that a person can compare: {@code c3.17}, the value of the 17th request of
   * the third client.
   */
  public static final ByteStrings NAMES = id -> ByteString.of(name(id));

  private static String name(long number) {
    long client = number >>> (32 + LENGTH_BITS);
    long count = number >>> LENGTH_BITS & 0xFFFF_FFFFL;
    return number == FOREIGN ? "foreign" : "c" + client + "." + count;
  }

  /** A number that no written value has, so that a read of it is not linearizable. */
  public static final long FOREIGN = Long.MAX_VALUE;
}
