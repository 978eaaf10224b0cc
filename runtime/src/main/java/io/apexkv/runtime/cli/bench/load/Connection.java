package io.apexkv.runtime.cli.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection with its requests under way. Used by one thread, but for {@link #close}. */
final class Connection implements Wire.Answers, AutoCloseable {

  private static final int READ_BYTES = 256 << 10;
  private static final int PROTOCOL_BYTES = 16 << 10;

  /** What the read buffers of all connections take together. */
  private static final int ALL_READ_BYTES = 128 << 20;

  private static final int NOTHING = -1;

  final SocketChannel channel;
  private final Wire wire;
  private final Operations operations;
  private final Tally tally;
  private final int valueBytes;

  /** By slot: when its request was or should have been sent. */
  private final long[] startedNanos;

  /** By slot: the request that is under way, or {@link #NOTHING}. */
  private final int[] asked;

  /** Slots without a request. */
  private final int[] free;

  private int freeCount;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private long nowNanos;
  private int batch;

  Connection(Target target, int index, Load load, Operations operations, Tally tally)
      throws IOException {
    this.wire = target.wire(load);
    this.operations = operations;
    this.tally = tally;
    this.valueBytes = load.valueBytes();
    int depth = load.depth();
    startedNanos = new long[depth];
    asked = new int[depth];
    Arrays.fill(asked, NOTHING);
    free = new int[depth];
    for (int slot = 0; slot < depth; slot++) {
      free[freeCount++] = depth - 1 - slot;
    }
    int readBytes = Math.min(READ_BYTES, ALL_READ_BYTES / load.connections());
    in = ByteBuffer.allocateDirect(Math.max(readBytes, 2 * wire.answerBytes()));
    out = ByteBuffer.allocateDirect(depth * wire.requestBytes() + PROTOCOL_BYTES);
    channel = SocketChannel.open(target.address(index));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    try {
      wire.open(channel);
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  int depth() {
    return free.length;
  }

  boolean isIdle() {
    return freeCount == free.length;
  }

  boolean mayAsk() {
    return freeCount > 0 && wire.mayAsk();
  }

  /** Puts the next request into the buffer; its latency counts from {@code started} on. */
  void ask(long started) {
    int slot = free[--freeCount];
    int operation = operations.next();
    startedNanos[slot] = started;
    asked[slot] = operation;
    if (Operations.isRead(operation)) {
      wire.get(out, slot, Operations.key(operation));
    } else {
      wire.put(out, slot, Operations.key(operation));
    }
  }

  /**
   * Sends what is in the buffer.
   *
   * @return whether all of it went
   */
  boolean send() throws IOException {
    if (out.position() == 0) {
      return true;
    }
    out.flip();
    channel.write(out);
    out.compact();
    return out.position() == 0;
  }

  /**
   * Takes the answers that have come.
   *
   * @return how many
   * @throws IOException also if the server has closed the connection
   */
  int receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("the server closed the connection");
    }
    nowNanos = System.nanoTime();
    batch = 0;
    in.flip();
    wire.read(in, out, this);
    in.compact();
    tally.publish(batch);
    return batch;
  }

  @Override
  public void done(int slot) {
    if (Operations.isRead(asked(slot))) {
      failed(slot, "a GET was answered like a PUT");
    } else {
      end(slot);
    }
  }

  @Override
  public void value(int slot, ByteBuffer buffer, int offset, int length) {
    if (!Operations.isRead(asked(slot))) {
      failed(slot, "a PUT was answered with a value");
    } else if (length != valueBytes || buffer.getLong(offset) != Operations.key(asked[slot])) {
      failed(slot, "a GET got another value than the one that was written");
    } else {
      end(slot);
    }
  }

  @Override
  public void failed(int slot, String why) {
    asked(slot);
    tally.failed(why);
    release(slot);
  }

  /** The request of a slot that is answered now. */
  private int asked(int slot) {
    if (slot < 0 || slot >= asked.length || asked[slot] == NOTHING) {
      throw new IllegalStateException("an answer came to no request that was under way");
    }
    return asked[slot];
  }

  private void end(int slot) {
    tally.answered(startedNanos[slot], nowNanos);
    release(slot);
  }

  private void release(int slot) {
    asked[slot] = NOTHING;
    free[freeCount++] = slot;
    batch++;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
