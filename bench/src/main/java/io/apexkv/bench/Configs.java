package io.apexkv.bench;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import java.util.List;

/** Three servers, one group, bounds as in production but for a log that never fills. */
final class Configs {

  static final int NODES = 3;
  static final int CHUNK_BYTES = 4 << 20;
  static final long MILLI = 1_000_000;

  private static final ClusterId CLUSTER = new ClusterId(5, 5);
  private static final int CHUNKS = 64;

  private Configs() {}

  static Config of(int node) {
    Limits usual = Limits.DEFAULT;
    Limits limits =
        new Limits(
            usual.maxValueBytes(),
            1 << 30,
            1L << 50,
            usual.tailBytes(),
            usual.appendBytes(),
            usual.appendWindowBytes(),
            usual.pendingBytes(),
            usual.connectionBytes(),
            usual.sessionWindow(),
            usual.sessions(),
            usual.sessionMillis());
    List<Member> members =
        List.of(new Member(1, "a:1"), new Member(2, "b:2"), new Member(3, "c:3"));
    return new Config(
        CLUSTER,
        node,
        members,
        64,
        1,
        Timing.DEFAULT,
        limits,
        new DirectChunks(CHUNK_BYTES, CHUNKS),
        "bench");
  }
}
