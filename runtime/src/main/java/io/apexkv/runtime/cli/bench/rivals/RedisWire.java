package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** RESP, Redis's protocol: answers come in the order of their requests. */
final class RedisWire implements Wire {

  private static final byte[] SET = ascii("*3\r\n$3\r\nSET\r\n$8\r\n");
  private static final byte[] GET = ascii("*2\r\n$3\r\nGET\r\n$8\r\n");
  private static final byte[] END = ascii("\r\n");

  private final byte[] filler;
  private final byte[] valueHead;

  /** Slots that wait, the oldest at {@code oldest}. */
  private final int[] waiting;

  private int oldest;
  private int count;

  RedisWire(Load load) {
    filler = new byte[load.valueBytes() - Load.KEY_BYTES];
    valueHead = ascii("\r\n$" + load.valueBytes() + "\r\n");
    waiting = new int[load.depth()];
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int requestBytes() {
    return SET.length + Load.KEY_BYTES + valueHead.length + Load.KEY_BYTES + filler.length + 2;
  }

  @Override
  public int answerBytes() {
    return filler.length + 64 + 512;
  }

  @Override
  public void open(SocketChannel channel) {}

  @Override
  public boolean mayAsk() {
    return true;
  }

  @Override
  public void put(ByteBuffer out, int slot, long key) {
    out.put(SET).putLong(key).put(valueHead).putLong(key).put(filler).put(END);
    add(slot);
  }

  @Override
  public void get(ByteBuffer out, int slot, long key) {
    out.put(GET).putLong(key).put(END);
    add(slot);
  }

  private void add(int slot) {
    waiting[(oldest + count++) % waiting.length] = slot;
  }

  private int take() throws IOException {
    if (count == 0) {
      throw new IOException("the server answered what nobody asked");
    }
    int slot = waiting[oldest];
    oldest = (oldest + 1) % waiting.length;
    count--;
    return slot;
  }

  @Override
  public void read(ByteBuffer in, ByteBuffer out, Answers answers) throws IOException {
    while (true) {
      int at = in.position();
      int line = lineEnd(in, at);
      if (line < 0) {
        return;
      }
      switch (in.get(at)) {
        case '+' -> answers.done(take());
        case '-' -> answers.failed(take(), text(in, at + 1, line));
        case '$' -> {
          int length = Integer.parseInt(text(in, at + 1, line));
          if (length < 0) {
            answers.failed(take(), "no value, but the key was written");
          } else if (in.limit() - line < 2 + length + 2) {
            return;
          } else {
            answers.value(take(), in, line + 2, length);
            line += length + 2;
          }
        }
        default -> throw new IOException("the server sent what is no RESP");
      }
      in.position(line + 2);
    }
  }

  /** Where the next line ends, before its CR LF; -1 if it is not whole. */
  private static int lineEnd(ByteBuffer in, int from) {
    for (int at = from; at + 1 < in.limit(); at++) {
      if (in.get(at) == '\r' && in.get(at + 1) == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static String text(ByteBuffer in, int from, int until) {
    byte[] bytes = new byte[until - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
