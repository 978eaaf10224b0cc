package io.apexkv.runtime.cli.bench.load;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * ApexKV's client protocol. The sequence of a frame is its slot and, above that, how often the slot
 * was used, so that an answer to an earlier request of the slot is found out.
 */
public final class ApexWire implements Wire {

  private static final long GROUP = 1;
  private static final int COMMAND_HEAD_BYTES = 33;
  private static final int ERROR_BYTES = 4096;

  private final byte[] filler;
  private final boolean sessions;
  private final int flags;
  private final CommandNumbers numbers;

  /** By slot: the sequence of its last request. */
  private final int[] sequences;

  /** What is added to a sequence for the next request of its slot: a power of two. */
  private final int step;

  private long session;

  /**
   * @param sessions whether PUTs go under a session of this connection's own
   * @param forward whether a node that does not lead is asked to forward
   */
  public ApexWire(Load load, boolean sessions, boolean forward) {
    this.filler = new byte[load.valueBytes() - Load.KEY_BYTES];
    this.sessions = sessions;
    this.flags = forward ? ClientFrame.FLAG_FORWARD : 0;
    this.numbers = new CommandNumbers(load.depth());
    this.sequences = new int[load.depth()];
    this.step = Integer.highestOneBit(load.depth()) << 1;
    Arrays.setAll(sequences, slot -> slot);
  }

  /** Bytes of a PUT without a session. */
  public static int putBytes(int valueBytes) {
    return ClientFrame.HEADER_BYTES + 4 + Load.KEY_BYTES + 4 + valueBytes;
  }

  @Override
  public int requestBytes() {
    return COMMAND_HEAD_BYTES + putBytes(filler.length + Load.KEY_BYTES);
  }

  @Override
  public int answerBytes() {
    return Math.max(ClientFrame.HEADER_BYTES + 4 + Load.KEY_BYTES + filler.length, ERROR_BYTES);
  }

  @Override
  public void open(SocketChannel channel) throws IOException {
    if (!sessions) {
      return;
    }
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + 16);
    ClientFrame.header(frame, 0, ClientCommand.OPEN_SESSION, flags, 0, 16, 0);
    frame.putLong(ClientFrame.HEADER_BYTES, GROUP);
    channel.write(frame);
    ByteBuffer answer = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + ERROR_BYTES);
    fill(channel, answer.limit(ClientFrame.HEADER_BYTES));
    int payload = Math.min(ERROR_BYTES, ClientFrame.payloadBytes(answer, 0));
    fill(channel, answer.limit(ClientFrame.HEADER_BYTES + payload));
    if (ClientFrame.command(answer, 0) != ClientAnswer.SESSION) {
      throw new IOException("the server opened no session: " + text(answer, 0));
    }
    session = answer.getLong(ClientFrame.HEADER_BYTES);
    numbers.grant(answer.getInt(ClientFrame.HEADER_BYTES + 8));
  }

  private static void fill(SocketChannel channel, ByteBuffer answer) throws IOException {
    while (answer.hasRemaining()) {
      if (channel.read(answer) < 0) {
        throw new IOException("the server closed the connection instead of opening a session");
      }
    }
  }

  @Override
  public boolean mayAsk() {
    return !sessions || numbers.mayTake();
  }

  @Override
  public void put(ByteBuffer out, int slot, long key) {
    int valueBytes = filler.length + Load.KEY_BYTES;
    int parts = 4 + Load.KEY_BYTES + 4 + valueBytes;
    if (sessions) {
      header(out, ClientCommand.COMMAND, COMMAND_HEAD_BYTES + parts, slot);
      out.putLong(GROUP).putLong(session).putLong(numbers.take(slot)).putLong(numbers.lowest());
      out.put((byte) ClientCommand.PUT);
    } else {
      header(out, ClientCommand.PUT, parts, slot);
    }
    out.putInt(Load.KEY_BYTES).putLong(key).putInt(valueBytes).putLong(key).put(filler);
  }

  @Override
  public void get(ByteBuffer out, int slot, long key) {
    header(out, ClientCommand.GET, 4 + Load.KEY_BYTES, slot);
    out.putInt(Load.KEY_BYTES).putLong(key);
  }

  private void header(ByteBuffer out, int command, int payloadBytes, int slot) {
    int sequence = sequences[slot] + step;
    sequences[slot] = sequence;
    ClientFrame.header(out, out.position(), command, flags, 0, payloadBytes, sequence);
    out.position(out.position() + ClientFrame.HEADER_BYTES);
  }

  @Override
  public void read(ByteBuffer in, ByteBuffer out, Answers answers) throws IOException {
    while (true) {
      int at = in.position();
      int bytes = ClientFrame.lengthOf(in, at, in.remaining());
      if (bytes < 0) {
        throw new IOException("the server sent what is no frame of ApexKV's protocol");
      }
      if (bytes == ClientFrame.INCOMPLETE || bytes > in.remaining()) {
        return;
      }
      answer(in, at, answers);
      in.position(at + bytes);
    }
  }

  private void answer(ByteBuffer in, int at, Answers answers) throws IOException {
    int sequence = ClientFrame.sequence(in, at);
    int slot = sequence & (step - 1);
    if (slot >= sequences.length || sequences[slot] != sequence) {
      throw new IOException("an answer came to no request that was under way");
    }
    if (sessions) {
      numbers.answered(slot);
    }
    switch (ClientFrame.command(in, at)) {
      case ClientAnswer.OK -> answers.done(slot);
      case ClientAnswer.VALUE -> {
        int payload = at + ClientFrame.HEADER_BYTES;
        answers.value(slot, in, payload + 4, in.getInt(payload));
      }
      case ClientAnswer.NOT_FOUND -> answers.failed(slot, "NOT_FOUND, but the key was written");
      case ClientAnswer.REDIRECT -> answers.failed(slot, "REDIRECT: the leader changed");
      case ClientAnswer.ERROR -> answers.failed(slot, "ERROR " + text(in, at));
      default -> answers.failed(slot, "answer " + ClientFrame.command(in, at) + " to a PUT or GET");
    }
  }

  private static String text(ByteBuffer frame, int at) {
    int bytes = Math.max(0, Math.min(frame.limit() - at, ClientFrame.HEADER_BYTES + 200));
    byte[] text = new byte[Math.max(0, bytes - ClientFrame.HEADER_BYTES - 4)];
    int payload = Math.min(text.length, Math.max(0, ClientFrame.payloadBytes(frame, at) - 4));
    frame.get(at + ClientFrame.HEADER_BYTES + 4, text, 0, payload);
    return new String(text, 0, payload, StandardCharsets.US_ASCII);
  }
}
