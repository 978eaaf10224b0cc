package io.apexkv.maelstrom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The lines that have come in. A thread of its own reads them, since a pipe can't be waited for
 * together with a disk and a deadline; when the queue is full it waits, and so does whoever sends.
 */
final class Inbox {

  private static final int LINES = 4096;

  private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);
  private final Thread reader;
  private final Thread loop;
  private volatile boolean ended;

  /** Made on the thread that will take the lines. */
  Inbox(InputStream in) {
    this.loop = Thread.currentThread();
    this.reader = new Thread(() -> read(in), "stdin");
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits for a line, the end, a {@link #wake}, or the time; may also return earlier. */
  void await(long nanos, BooleanSupplier otherWork) {
    // A wake between this look and the park, also that of the end, makes the park return at once.
    if (nanos > 0 && lines.isEmpty() && !otherWork.getAsBoolean()) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** Ends the wait; from any thread. */
  void wake() {
    LockSupport.unpark(loop);
  }

  /** Moves all lines that are there into a list. */
  void drainTo(List<String> target) {
    lines.drainTo(target);
  }

  /** Whether the last line has been taken and no other will come. */
  boolean isOver() {
    return ended && lines.isEmpty();
  }

  private void read(InputStream in) {
    try {
      BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        lines.put(line);
        wake();
      }
    } catch (IOException | InterruptedException over) {
      // Like the end of the input: nothing more will come.
    }
    ended = true;
    wake();
  }
}
