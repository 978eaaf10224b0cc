package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * etcd's Put and Range by gRPC: HTTP/2 without TLS (RFC 9113), a stream for each call, headers
 * without Huffman and without a dynamic table (RFC 7541), messages as protocol buffers. Only as
 * much of them as these two calls need: an answer is good if it has a message and ends with
 * trailers; gRPC's errors come as trailers alone.
 */
final class EtcdWire implements Wire {

  /**
   * A message goes and comes in one DATA frame, of at most 16,384 bytes (RFC 9113, section 4.2).
   * The rest is for the key and what etcd says beside it.
   */
  static final int MOST_VALUE_BYTES = 16_000;

  private static final byte[] PREFACE = ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  private static final int FRAME_HEAD = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int INITIAL_WINDOW = 65_535;
  private static final int RECEIVE_WINDOW = 1 << 30;
  private static final int GRPC_HEAD = 5;
  private static final int RING = 1 << 16;

  private final byte[] filler;
  private final byte[] putHeaders;
  private final byte[] rangeHeaders;
  private final int putMessageBytes;
  private final int valueBytes;

  /** By half the stream's number, modulo {@link #RING}: the slot, and whether a message came. */
  private final int[] slotOfStream = new int[RING];

  private final boolean[] hasMessage = new boolean[RING];
  private int nextStream = 1;
  private long sendWindow = INITIAL_WINDOW;
  private long receivedBytes;

  EtcdWire(Load load, String authority) {
    valueBytes = load.valueBytes();
    filler = new byte[valueBytes - Load.KEY_BYTES];
    putHeaders = headers("/etcdserverpb.KV/Put", authority);
    rangeHeaders = headers("/etcdserverpb.KV/Range", authority);
    putMessageBytes = 2 + Load.KEY_BYTES + 1 + varintBytes(valueBytes) + valueBytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A header block; numbers are those of HPACK's static table. */
  private static byte[] headers(String path, String authority) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, 4, path); // :path
    literal(block, 1, authority); // :authority
    literal(block, 31, "application/grpc"); // content-type
    block.write(0);
    text(block, "te");
    text(block, "trailers");
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    if (name < 15) {
      block.write(name);
    } else {
      block.write(15);
      block.write(name - 15);
    }
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length());
    block.writeBytes(ascii(text));
  }

  private static int varintBytes(int value) {
    int bytes = 1;
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }

  private static void varint(ByteBuffer out, int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  @Override
  public int requestBytes() {
    return 2 * FRAME_HEAD + rangeHeaders.length + GRPC_HEAD + putMessageBytes;
  }

  @Override
  public int answerBytes() {
    return valueBytes + 16_384 + 1024;
  }

  @Override
  public void open(SocketChannel channel) throws IOException {
    ByteBuffer hello = ByteBuffer.allocate(256);
    hello.put(PREFACE);
    head(hello, 6, SETTINGS, 0, 0);
    hello.putShort((short) 4).putInt(RECEIVE_WINDOW); // INITIAL_WINDOW_SIZE
    head(hello, 4, WINDOW_UPDATE, 0, 0);
    hello.putInt(RECEIVE_WINDOW);
    hello.flip();
    while (hello.hasRemaining()) {
      channel.write(hello);
    }
  }

  @Override
  public boolean mayAsk() {
    return sendWindow >= GRPC_HEAD + putMessageBytes;
  }

  @Override
  public void put(ByteBuffer out, int slot, long key) {
    call(out, slot, putHeaders, putMessageBytes);
    out.put((byte) 0x0A).put((byte) Load.KEY_BYTES).putLong(key); // key = 1
    out.put((byte) 0x12); // value = 2
    varint(out, valueBytes);
    out.putLong(key).put(filler);
  }

  @Override
  public void get(ByteBuffer out, int slot, long key) {
    call(out, slot, rangeHeaders, 2 + Load.KEY_BYTES);
    out.put((byte) 0x0A).put((byte) Load.KEY_BYTES).putLong(key);
  }

  private void call(ByteBuffer out, int slot, byte[] block, int messageBytes) {
    int stream = nextStream;
    nextStream += 2;
    slotOfStream[index(stream)] = slot;
    hasMessage[index(stream)] = false;
    head(out, block.length, HEADERS, END_HEADERS, stream);
    out.put(block);
    head(out, GRPC_HEAD + messageBytes, DATA, END_STREAM, stream);
    out.put((byte) 0).putInt(messageBytes);
    sendWindow -= GRPC_HEAD + messageBytes;
  }

  private static int index(int stream) {
    return (stream >>> 1) & (RING - 1);
  }

  private static void head(ByteBuffer out, int length, int type, int flags, int stream) {
    out.put((byte) (length >>> 16)).putShort((short) length);
    out.put((byte) type).put((byte) flags).putInt(stream);
  }

  @Override
  public void read(ByteBuffer in, ByteBuffer out, Answers answers) throws IOException {
    while (in.remaining() >= FRAME_HEAD) {
      int at = in.position();
      int length = ((in.get(at) & 0xFF) << 16) | (in.getShort(at + 1) & 0xFFFF);
      if (in.remaining() < FRAME_HEAD + length) {
        break;
      }
      frame(in, at, length, out, answers);
      in.position(at + FRAME_HEAD + length);
    }
    if (receivedBytes > RECEIVE_WINDOW / 2) {
      head(out, 4, WINDOW_UPDATE, 0, 0);
      out.putInt((int) receivedBytes);
      receivedBytes = 0;
    }
  }

  private void frame(ByteBuffer in, int at, int length, ByteBuffer out, Answers answers)
      throws IOException {
    int flags = in.get(at + 4);
    int stream = in.getInt(at + 5);
    int payload = at + FRAME_HEAD;
    switch (in.get(at + 3)) {
      case DATA -> {
        receivedBytes += length;
        message(in, payload, length, stream, answers);
      }
      case HEADERS -> {
        if ((flags & END_STREAM) != 0 && !hasMessage[index(stream)]) {
          answers.failed(slotOfStream[index(stream)], "gRPC answered with an error");
        }
      }
      case RST_STREAM -> {
        if (!hasMessage[index(stream)]) {
          answers.failed(slotOfStream[index(stream)], "the stream was reset");
        }
      }
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          head(out, 0, SETTINGS, ACK, 0);
        }
      }
      case PING -> {
        if ((flags & ACK) == 0) {
          head(out, 8, PING, ACK, 0);
          out.putLong(in.getLong(payload));
        }
      }
      case WINDOW_UPDATE -> sendWindow += stream == 0 ? in.getInt(payload) : 0;
      case GOAWAY -> throw new IOException("the server ended the connection (GOAWAY)");
      default -> {} // CONTINUATION, PRIORITY: nothing here needs them
    }
  }

  /** A small answer comes in one frame; its stream counts as answered when that is here. */
  private void message(ByteBuffer in, int payload, int length, int stream, Answers answers)
      throws IOException {
    int slot = slotOfStream[index(stream)];
    if (length < GRPC_HEAD || in.getInt(payload + 1) != length - GRPC_HEAD) {
      throw new IOException("an answer came in pieces, which this client does not understand");
    }
    hasMessage[index(stream)] = true;
    int end = payload + length;
    int kvs = field(in, payload + GRPC_HEAD, end, 2);
    if (kvs < 0) {
      answers.done(slot); // a PutResponse has a header alone
      return;
    }
    int kvsEnd = kvs + lengthAt(in, kvs - 1);
    int value = field(in, kvs, Math.min(end, kvsEnd), 5);
    if (value < 0) {
      answers.failed(slot, "a Range answered without a value");
    } else {
      answers.value(slot, in, value, lengthAt(in, value - 1));
    }
  }

  /** Where the content of a length-delimited field begins, behind its length; -1 without it. */
  private static int field(ByteBuffer in, int from, int until, int wanted) {
    int at = from;
    while (at < until) {
      int tag = in.get(at++) & 0xFF;
      int value = 0;
      int shift = 0;
      byte next;
      do {
        next = in.get(at++);
        value |= shift < 32 ? (next & 0x7F) << shift : 0;
        shift += 7;
      } while (next < 0);
      if ((tag & 7) == 2) {
        if (tag >>> 3 == wanted) {
          return at;
        }
        at += value;
      }
    }
    return -1;
  }

  /** The varint that ends at a place. */
  private static int lengthAt(ByteBuffer in, int last) {
    int value = in.get(last) & 0x7F;
    int at = last - 1;
    while (in.get(at) < 0) {
      value = (value << 7) | (in.get(at) & 0x7F);
      at--;
    }
    return value;
  }
}
