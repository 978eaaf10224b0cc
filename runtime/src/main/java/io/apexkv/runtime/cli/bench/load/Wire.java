package io.apexkv.runtime.cli.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A protocol, as one connection speaks it. A <i>slot</i>, 0 to depth - 1, stands for a request that
 * is under way; a wire finds out which slot an answer is for.
 */
public interface Wire {

  /** Who is told what came. */
  interface Answers {

    /** A PUT was done. */
    void done(int slot);

    /** A GET found a value; the bytes are only good during this call. */
    void value(int slot, ByteBuffer buffer, int offset, int length);

    /** A request was not done. */
    void failed(int slot, String why);
  }

  /** Bytes that a request takes at most, and some for what the protocol says by itself. */
  int requestBytes();

  /** Bytes that an answer takes at most. */
  int answerBytes();

  /**
   * Says what a protocol says before the first request.
   *
   * @param channel connected, and blocking
   * @throws IOException with what went wrong, as a sentence
   */
  void open(SocketChannel channel) throws IOException;

  /** Whether the protocol allows one more request now. */
  boolean mayAsk();

  /** Appends a PUT of the key and of a value that begins with it. */
  void put(ByteBuffer out, int slot, long key);

  /** Appends a linearizable GET. */
  void get(ByteBuffer out, int slot, long key);

  /**
   * Takes all whole answers from {@code in}, from its position on, and leaves the rest.
   *
   * @param out where to append what the protocol wants said in return
   * @throws IOException if nothing more can be understood
   */
  void read(ByteBuffer in, ByteBuffer out, Answers answers) throws IOException;
}
