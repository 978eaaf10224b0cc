package io.apexkv.runtime.node;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.net.NetBounds;
import java.nio.file.Path;
import java.util.List;

/**
 * What an operator decides about a node.
 *
 * @param node its id
 * @param bind the address to listen on
 * @param port the port for clients and servers
 * @param members every server of the cluster, this one included, ascending by id
 * @param dataDirectory formatted for this node
 * @param cluster the cluster that the directory must belong to, or null if the directory tells
 * @param memoryBytes the kernel's chunks: values, the log's tail, buffers
 * @param drainMillis how long a stop waits for pending requests
 * @param record where to record, or null
 * @param recordBytes the longest recording
 */
public record NodeSettings(
    int node,
    String bind,
    int port,
    List<Member> members,
    Path dataDirectory,
    @Nullable ClusterId cluster,
    Limits limits,
    Timing timing,
    NetBounds bounds,
    long memoryBytes,
    long drainMillis,
    @Nullable Path record,
    long recordBytes) {

  /** Memory of a node that is not told otherwise. */
  public static final long DEFAULT_MEMORY_BYTES = 1L << 30;

  /** Longest recording of a node that is not told otherwise. */
  public static final long DEFAULT_RECORD_BYTES = 4L << 30;

  private static final long DEFAULT_DRAIN_MILLIS = 5_000;

  public NodeSettings {
    members = List.copyOf(members);
  }

  /** A node with the usual bounds. */
  public static NodeSettings of(
      int node, String bind, int port, List<Member> members, Path dataDirectory) {
    return new NodeSettings(
        node,
        bind,
        port,
        members,
        dataDirectory,
        null,
        Limits.DEFAULT,
        Timing.DEFAULT,
        NetBounds.DEFAULT,
        DEFAULT_MEMORY_BYTES,
        DEFAULT_DRAIN_MILLIS,
        null,
        DEFAULT_RECORD_BYTES);
  }

  /** The same, which must belong to a cluster. */
  public NodeSettings withCluster(@Nullable ClusterId itsCluster) {
    return new NodeSettings(
        node,
        bind,
        port,
        members,
        dataDirectory,
        itsCluster,
        limits,
        timing,
        bounds,
        memoryBytes,
        drainMillis,
        record,
        recordBytes);
  }

  /** The same with other bounds of the kernel. */
  public NodeSettings withLimits(Limits others, Timing otherTiming, long otherMemoryBytes) {
    return new NodeSettings(
        node,
        bind,
        port,
        members,
        dataDirectory,
        cluster,
        others,
        otherTiming,
        bounds,
        otherMemoryBytes,
        drainMillis,
        record,
        recordBytes);
  }

  /** The same, recorded. */
  public NodeSettings withRecord(@Nullable Path file, long bytes) {
    return new NodeSettings(
        node,
        bind,
        port,
        members,
        dataDirectory,
        cluster,
        limits,
        timing,
        bounds,
        memoryBytes,
        drainMillis,
        file,
        bytes);
  }
}
