package io.apexkv.kernel.service;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A host that keeps what is told to clients, in words, and expects nothing else. */
final class TestHost implements Host {

  static final int CHUNK_BYTES = 64 << 10;

  static final Config CONFIG =
      new Config(
          new ClusterId(0, 1),
          1,
          List.of(new Member(1, "one:1"), new Member(3, "three:3")),
          16,
          1,
          Timing.DEFAULT,
          new Limits(
              8 << 10, 256 << 10, 8 << 20, 1 << 20, 32 << 10, 128 << 10, 1_000, 100, 16, 10,
              60_000),
          new Heap(),
          "model");

  final List<String> effects = new ArrayList<>();

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    effects.add("reply " + connection + " " + frame.get(offset) + " x " + length);
  }

  @Override
  public void pauseReading(long connection) {
    effects.add("pauseReading " + connection);
  }

  @Override
  public void resumeReading(long connection) {
    effects.add("resumeReading " + connection);
  }

  @Override
  public void closeConnection(long connection) {
    effects.add("closeConnection " + connection);
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    throw new AssertionError();
  }

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    throw new AssertionError();
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    throw new AssertionError();
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    throw new AssertionError();
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    throw new AssertionError();
  }

  @Override
  public void halt(HaltReason reason, String message) {
    throw new AssertionError();
  }

  private static final int CHUNKS = 32;

  static final class Heap implements Memory {
    private int available = CHUNKS;

    @Override
    public int chunkBytes() {
      return CHUNK_BYTES;
    }

    @Override
    public int available() {
      return available;
    }

    @Override
    public @Nullable ByteBuffer take() {
      if (available == 0) {
        return null;
      }
      available--;
      return ByteBuffer.allocate(CHUNK_BYTES);
    }

    @Override
    public void give(ByteBuffer chunk) {
      available++;
    }
  }
}
