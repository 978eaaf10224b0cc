package io.apexkv.bench;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.kernel.wire.FrameError;
import io.apexkv.kernel.wire.Operation;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames and entries with a key of 8 and a value of 256 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

  private static final ClusterId CLUSTER = new ClusterId(5, 5);
  private static final int VALUE_BYTES = 256;
  private static final int PAYLOAD_BYTES = 4 + 8 + 4 + VALUE_BYTES;
  private static final int ENTRIES = 16;
  private static final int ENTRY_BYTES = EntryCodec.HEADER_BYTES + PAYLOAD_BYTES;
  private static final int FRAME_BYTES = PeerFrame.HEADER_BYTES + ENTRIES * ENTRY_BYTES;

  private final Crc crc = new Crc();
  private final Operation operation = new Operation();
  private final ByteBuffer request = ByteBuffer.allocateDirect(4096);
  private final ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
  private final ByteBuffer sealed = ByteBuffer.allocateDirect(FRAME_BYTES);

  /** Writes what the parsers parse. */
  public CodecBenchmark() {
    writeRequest();
    writeFrame(sealed);
  }

  /** A PUT as a client writes it. */
  @Benchmark
  public final ByteBuffer writeRequest() {
    ClientFrame.header(request, 0, ClientCommand.PUT, 0, 0, PAYLOAD_BYTES, 7);
    request.putInt(ClientFrame.HEADER_BYTES, 8);
    request.putInt(ClientFrame.HEADER_BYTES + 12, VALUE_BYTES);
    return request;
  }

  /** The same as a server reads it. */
  @Benchmark
  public final @Nullable String parseRequest() {
    int bytes = ClientFrame.lengthOf(request, 0, request.capacity());
    return operation.parse(
        ClientFrame.command(request, 0),
        request,
        ClientFrame.HEADER_BYTES,
        bytes - ClientFrame.HEADER_BYTES,
        1 << 20);
  }

  /** A message between servers with 16 entries, checksum included. */
  @Benchmark
  public final ByteBuffer writePeerFrame() {
    return writeFrame(frame);
  }

  /** The same checked: checksum, version, cluster, entries. */
  @Benchmark
  public final boolean checkPeerFrame() {
    @Nullable FrameError error = PeerFrame.validate(sealed, 0, FRAME_BYTES, CLUSTER, crc);
    int entries = ENTRIES * ENTRY_BYTES;
    return error == null
        && EntryCodec.valid(sealed, PeerFrame.HEADER_BYTES, entries, ENTRIES, 1, 9);
  }

  private ByteBuffer writeFrame(ByteBuffer buffer) {
    PeerFrame.putHeader(buffer, 0, PeerFrame.APPEND, CLUSTER, 1, 1, 2, 9);
    int at = PeerFrame.HEADER_BYTES;
    for (int i = 0; i < ENTRIES; i++) {
      EntryCodec.putHeader(buffer, at, PAYLOAD_BYTES, EntryCodec.COMMAND, 9, 1000);
      at += ENTRY_BYTES;
    }
    PeerFrame.seal(buffer, 0, FRAME_BYTES, crc);
    return buffer;
  }
}
