package io.apexkv.kernel.record;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.Timing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a recording: a head, then inputs, and after every flush the hash of its effects.
 *
 * <pre>
 *   magic u32 "APXR" · version u16 = 1 · zero u16 · seed u64 · chunkBytes u32 · chunks u32
 *   cluster u128 · node u32 · members u32: rows of node u32, address string
 *   partitions u32 · groups u32 · electionTimeoutNanos u64 · heartbeatNanos u64
 *   the limits, a u64 each, in the order of {@link Limits} · diskMode string
 *   inputs, as docs/contract.md says; after a flush, hash u64
 *   0 u8                      the end, if the recorder could write it
 * </pre>
 */
public final class Recording {

  public static final int MAGIC = 0x41505852;
  public static final int VERSION = 1;

  /** What stands in place of an input's code where a recording ends. */
  public static final int END = 0;

  private Recording() {}

  /** A recording's head, for a kernel of this config and seed. */
  public static ByteBuffer head(Config config, long seed) {
    ByteBuffer head = ByteBuffer.allocate(4096);
    head.putInt(MAGIC).putShort((short) VERSION).putShort((short) 0).putLong(seed);
    head.putInt(config.memory().chunkBytes()).putInt(config.memory().available());
    head.putLong(config.cluster().high()).putLong(config.cluster().low()).putInt(config.node());
    head.putInt(config.members().size());
    for (Member member : config.members()) {
      head.putInt(member.node());
      putString(head, member.address());
    }
    head.putInt(config.partitions()).putInt(config.groups());
    head.putLong(config.timing().electionTimeoutNanos());
    head.putLong(config.timing().heartbeatNanos());
    Limits limits = config.limits();
    head.putLong(limits.maxValueBytes()).putLong(limits.walSegmentBytes());
    head.putLong(limits.logBudgetBytes()).putLong(limits.tailBytes());
    head.putLong(limits.appendBytes()).putLong(limits.appendWindowBytes());
    head.putLong(limits.pendingBytes()).putLong(limits.connectionBytes());
    head.putLong(limits.sessionWindow()).putLong(limits.sessions());
    head.putLong(limits.sessionMillis());
    putString(head, config.diskMode());
    return head.flip();
  }

  /** Makes memory of a recording's size. */
  public interface MemoryMaker {
    Memory make(int chunkBytes, int chunks);
  }

  /**
   * What a recording's head says.
   *
   * @param config the recorded node's, with memory of the same size
   * @param seed the recorded kernel's
   */
  public record Head(Config config, long seed) {}

  /**
   * Reads a recording's head.
   *
   * @throws IllegalArgumentException if it is none, saying what was found
   */
  public static Head readHead(InputSource source, MemoryMaker memory) {
    int magic = source.u32();
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          "a recording begins with 'APXR', but this begins with 0x" + Integer.toHexString(magic));
    }
    int version = source.u32() >>> 16;
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "this is a recording of version " + version + ", expected version " + VERSION);
    }
    long seed = source.u64();
    Memory chunks = memory.make(source.u32(), source.u32());
    ClusterId cluster = new ClusterId(source.u64(), source.u64());
    int node = source.u32();
    int members = source.u32();
    List<Member> list = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      list.add(new Member(source.u32(), string(source)));
    }
    int partitions = source.u32();
    int groups = source.u32();
    Timing timing = new Timing(source.u64(), source.u64());
    Limits limits =
        new Limits(
            (int) source.u64(),
            (int) source.u64(),
            source.u64(),
            source.u64(),
            (int) source.u64(),
            (int) source.u64(),
            (int) source.u64(),
            (int) source.u64(),
            (int) source.u64(),
            (int) source.u64(),
            source.u64());
    String diskMode = string(source);
    return new Head(
        new Config(cluster, node, list, partitions, groups, timing, limits, chunks, diskMode),
        seed);
  }

  private static void putString(ByteBuffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.putInt(bytes.length).put(bytes);
  }

  private static String string(InputSource source) {
    int length = source.u32();
    ByteBuffer bytes = source.bytes(length);
    byte[] copy = new byte[length];
    bytes.get(0, copy);
    return new String(copy, StandardCharsets.UTF_8);
  }
}
