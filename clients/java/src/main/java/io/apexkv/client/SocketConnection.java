package io.apexkv.client;

import io.apexkv.kernel.wire.ClientFrame;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One TCP connection: whole frames in, a backlog of bytes out. The backlog is bounded by what the
 * core lets be pending.
 */
final class SocketConnection {

  /** Where whole frames go. */
  interface Frames {
    void frame(SocketConnection connection, ByteBuffer buffer, int offset, int length);
  }

  private static final int BUFFER_BYTES = 64 << 10;

  /** A backlog buffer that grew beyond this is let go when it is empty. */
  private static final int KEPT_BUFFER_BYTES = 1 << 20;

  final long number;
  private final SocketChannel channel;
  private final SelectionKey key;

  /** Bytes that came and are no whole frame yet, from 0 to the position. */
  private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /** Bytes to be sent, from 0 to the position. */
  private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private boolean closed;

  /** Whether it stands in the transport's list of connections to flush. */
  boolean flushing;

  /** Begins to connect. */
  SocketConnection(long number, InetSocketAddress address, Selector selector) throws IOException {
    this.number = number;
    channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      boolean connected = channel.connect(address);
      key = channel.register(selector, connected ? 0 : SelectionKey.OP_CONNECT, this);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  boolean isConnected() {
    return channel.isConnected();
  }

  /** Completes connecting, if it can be completed; from then on it is read. */
  boolean finishConnect() throws IOException {
    if (!channel.finishConnect()) {
      return false;
    }
    key.interestOps(SelectionKey.OP_READ);
    return true;
  }

  /** Adds a frame to the backlog. */
  void add(ByteBuffer buffer, int offset, int length) {
    if (out.remaining() < length) {
      int needed = out.position() + length;
      ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(needed, 2 * out.capacity()));
      out = larger.put(out.flip());
    }
    out.put(out.position(), buffer, offset, length);
    out.position(out.position() + length);
  }

  /** Sends as much of the backlog as the socket takes; the rest when it takes more. */
  void flush() throws IOException {
    if (closed || !channel.isConnected() || out.position() == 0) {
      return;
    }
    out.flip();
    channel.write(out);
    out.compact();
    boolean empty = out.position() == 0;
    int interest = empty ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
    if (empty && out.capacity() > KEPT_BUFFER_BYTES) {
      out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    }
  }

  boolean hasBacklog() {
    return !closed && channel.isConnected() && out.position() > 0;
  }

  /**
   * Reads what has come and hands on every whole frame.
   *
   * @throws IOException if the connection is lost, or what came is no frame
   */
  void read(Frames frames) throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("it closed the connection");
    }
    int offset = 0;
    int available = in.position();
    int frameBytes = ClientFrame.INCOMPLETE;
    while (!closed && available > 0) {
      frameBytes = ClientFrame.lengthOf(in, offset, available);
      if (frameBytes == ClientFrame.WRONG_MAGIC || frameBytes == ClientFrame.OVERSIZED) {
        throw new ProtocolException("it sent bytes that are no frame of this protocol");
      }
      if (frameBytes == ClientFrame.INCOMPLETE || frameBytes > available) {
        break;
      }
      frames.frame(this, in, offset, frameBytes);
      offset += frameBytes;
      available -= frameBytes;
    }
    keep(offset, available, frameBytes);
  }

  /** Moves the beginning of an incomplete frame to the front, where the whole of it has room. */
  private void keep(int offset, int available, int frameBytes) {
    int capacity = in.capacity();
    if (available > 0 && frameBytes > capacity) {
      capacity = frameBytes;
    } else if (available == 0 && capacity > KEPT_BUFFER_BYTES) {
      capacity = BUFFER_BYTES;
    }
    if (capacity != in.capacity()) {
      in = ByteBuffer.allocateDirect(capacity).put(0, in, offset, available);
    } else if (offset > 0) {
      in.put(0, in, offset, available);
    }
    in.clear().position(available);
  }

  void close() {
    closed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // Closed either way: nothing is left to be done with it.
    }
  }
}
