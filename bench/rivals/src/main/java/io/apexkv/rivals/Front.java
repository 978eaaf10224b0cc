package io.apexkv.rivals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes ApexKV's client frames on one thread and puts them to a {@link Store}. */
final class Front {

  private static final int MAGIC = 0xA9ECBD10;
  private static final int HEADER_BYTES = 16;
  private static final int GET = 0x01;
  private static final int PUT = 0x02;
  private static final int OK = 0x10;
  private static final int VALUE = 0x11;
  private static final int ERROR = 0x13;
  private static final byte[] NOTHING = {};

  /** Room for the largest value, of 1 MiB, with its frame. */
  private static final int BUFFER_BYTES = 2 << 20;

  private final Store store;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final Queue<Peer> ready = new ConcurrentLinkedQueue<>();

  private Front(Store store, int port) throws IOException {
    this.store = store;
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Serves for good, on this thread. */
  static void serve(Store store, int port) throws IOException {
    Front front = new Front(store, port);
    while (true) {
      front.selector.select(front::onReady);
      for (Peer peer = front.ready.poll(); peer != null; peer = front.ready.poll()) {
        peer.flush();
      }
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel = server.accept();
        if (channel != null) {
          channel.configureBlocking(false);
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
          own.attach(new Peer(channel, own));
        }
        return;
      }
      Peer peer = (Peer) key.attachment();
      if (key.isReadable()) {
        peer.receive();
      }
      peer.flush();
    } catch (IOException gone) {
      key.cancel();
    }
  }

  /** One client's connection. */
  private final class Peer {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announced = new AtomicBoolean();

    Peer(SocketChannel channel, SelectionKey key) {
      this.channel = channel;
      this.key = key;
    }

    void receive() throws IOException {
      if (channel.read(in) < 0) {
        channel.close();
        return;
      }
      in.flip();
      while (in.remaining() >= HEADER_BYTES) {
        int at = in.position();
        int bytes = HEADER_BYTES + in.getInt(at + 8);
        if (in.remaining() < bytes) {
          break;
        }
        request(at);
        in.position(at + bytes);
      }
      in.compact();
    }

    private void request(int at) {
      int sequence = in.getInt(at + 12);
      byte[] first = stringAt(at + HEADER_BYTES);
      Store.Answer answer = answerTo(sequence);
      switch (in.get(at + 4)) {
        case GET -> store.get(first, answer);
        case PUT -> store.put(first, stringAt(at + HEADER_BYTES + 4 + first.length), answer);
        default -> answer.failed("UNSUPPORTED: this server knows GET and PUT");
      }
    }

    private byte[] stringAt(int at) {
      byte[] bytes = new byte[in.getInt(at)];
      in.get(at + 4, bytes);
      return bytes;
    }

    private Store.Answer answerTo(int sequence) {
      return new Store.Answer() {
        @Override
        public void done() {
          add(frame(OK, sequence, NOTHING));
        }

        @Override
        public void value(byte[] value) {
          add(frame(VALUE, sequence, string(value)));
        }

        @Override
        public void failed(String why) {
          add(frame(ERROR, sequence, string(why.getBytes(StandardCharsets.US_ASCII))));
        }
      };
    }

    private void add(byte[] frame) {
      answers.add(frame);
      if (announced.compareAndSet(false, true)) {
        ready.add(this);
        selector.wakeup();
      }
    }

    void flush() {
      announced.set(false);
      try {
        byte[] next = answers.peek();
        while (next != null && out.remaining() >= next.length) {
          out.put(next);
          answers.remove();
          next = answers.peek();
        }
        out.flip();
        channel.write(out);
        out.compact();
        boolean rest = out.position() > 0 || !answers.isEmpty();
        key.interestOps(SelectionKey.OP_READ | (rest ? SelectionKey.OP_WRITE : 0));
      } catch (IOException gone) {
        key.cancel();
      }
    }
  }

  /** A length and that many bytes. */
  private static byte[] string(byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] frame(int code, int sequence, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    frame.putInt(MAGIC).put((byte) code).put((byte) 0).putShort((short) 1);
    frame.putInt(payload.length).putInt(sequence).put(payload);
    return frame.array();
  }
}
