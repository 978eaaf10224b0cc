package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One TCP connection: bytes in, bytes out, and the {@link Role} that they are for. It never calls
 * the kernel; what happens to it is noticed while reading and writing, and told when its role
 * delivers.
 */
final class Link {

  final SocketChannel channel;
  final ReceiveBuffer in;
  private final SendQueue out;
  private final Transport transport;
  private final SelectionKey key;
  private @Nullable Role role;

  /** The other side sends nothing more; it may still read. */
  private boolean ended;

  /** Why nothing can be written any more either, or null. */
  private @Nullable String failure;

  private boolean closed;

  /** In the transport's list of links to deliver, or to write. */
  boolean queuedToDeliver;

  boolean queuedToWrite;

  /** Bytes have come since the last delivery. */
  private boolean received;

  private int interest;
  private long receivedNanos;
  private long wroteNanos;

  Link(Transport transport, SocketChannel channel, SelectionKey key, BufferPool pool, long now) {
    this.transport = transport;
    this.channel = channel;
    this.key = key;
    this.interest = key.interestOps();
    this.in = new ReceiveBuffer(pool);
    this.out = new SendQueue(pool);
    this.receivedNanos = now;
    this.wroteNanos = now;
  }

  Role role() {
    Role current = role;
    if (current == null) {
      throw new IllegalStateException("a link has a role from the start");
    }
    return current;
  }

  void become(Role next) {
    role = next;
    updateInterest();
  }

  /** Reads once. Never throws: a failure is noted, and delivered like what was read. */
  void read() {
    try {
      switch (in.read(channel)) {
        case OPEN -> {}
        case ENDED -> ended = true;
        case NO_BUFFER -> fail("no buffer is free for what it sends");
      }
    } catch (IOException broken) {
      fail(String.valueOf(broken.getMessage()));
    }
    received = true;
    transport.deliverLater(this);
  }

  void deliver(Inputs kernel, long nowNanos) {
    queuedToDeliver = false;
    if (closed) {
      return;
    }
    if (received) {
      received = false;
      receivedNanos = nowNanos;
    }
    role().deliver(kernel, nowNanos);
    updateInterest();
  }

  /** Queues bytes, copied, to be written after the flush. */
  void send(ByteBuffer bytes, int offset, int length) {
    if (failure != null || closed) {
      return;
    }
    if (out.pendingBytes() == 0) {
      wroteNanos = transport.nowNanos();
    }
    if (!out.append(bytes, offset, length)) {
      fail("no buffer is free for what it does not read");
    }
    transport.writeLater(this);
  }

  /** Writes what is queued, as far as the socket takes it. */
  void write(@Nullable ByteBuffer[] scratch, long nowNanos) {
    queuedToWrite = false;
    if (closed || failure != null) {
      return;
    }
    try {
      int written = out.write(channel, scratch);
      if (written > 0) {
        wroteNanos = nowNanos;
      }
      role().written(written, nowNanos);
    } catch (IOException broken) {
      fail(String.valueOf(broken.getMessage()));
    }
    updateInterest();
  }

  /** Notes that the connection is of no use any more; its role hears of it in the next batch. */
  void fail(String reason) {
    if (failure == null) {
      failure = reason;
    }
    transport.deliverLater(this);
  }

  /** True if the other side ended it, or it failed: nothing more will be read. */
  boolean isOver() {
    return ended || failure != null;
  }

  /** Uses other buffers from now on; nothing may be queued to be written. */
  void useBuffersOf(BufferPool pool) {
    in.useBuffersOf(pool);
    out.useBuffersOf(pool);
  }

  /** Why the connection failed, or null if it did not. */
  @Nullable
  String failure() {
    return failure;
  }

  int pendingBytes() {
    return out.pendingBytes();
  }

  /** When something last came in. */
  long receivedNanos() {
    return receivedNanos;
  }

  /** True if something waits to be written and the other side took nothing for so long. */
  boolean isStalled(long nowNanos, long patienceNanos) {
    return out.pendingBytes() > 0 && nowNanos - wroteNanos > patienceNanos;
  }

  /** Tells the other side that nothing more comes, after everything queued was written. */
  void endOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException broken) {
      fail(String.valueOf(broken.getMessage()));
    }
  }

  /** Closes at once; nothing is delivered any more. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    in.release();
    out.release();
    key.cancel();
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // There is nothing left that it could harm.
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Asks the selector for what the role wants now. */
  void updateInterest() {
    if (closed || !key.isValid() || role == null) {
      return;
    }
    int wanted = 0;
    if (failure == null && !channel.isConnected()) {
      wanted = SelectionKey.OP_CONNECT;
    } else if (failure == null) {
      if (!ended && !in.isFull() && role.wantsBytes()) {
        wanted |= SelectionKey.OP_READ;
      }
      if (out.pendingBytes() > 0) {
        wanted |= SelectionKey.OP_WRITE;
      }
    }
    if (wanted != interest) {
      interest = wanted;
      key.interestOps(wanted);
    }
  }

  /** The other side's address, for logs. */
  String remote() {
    try {
      return String.valueOf(channel.getRemoteAddress()).replaceFirst("^.*/", "");
    } catch (IOException closedAlready) {
      return "unknown";
    }
  }
}
