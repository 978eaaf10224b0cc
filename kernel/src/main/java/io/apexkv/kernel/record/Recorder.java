package io.apexkv.kernel.record;

import java.nio.ByteBuffer;

/** Writes inputs and the hashes of effects as a {@link Recording}, up to a byte budget. */
public final class Recorder implements InputSink {

  /** Where a recording's bytes go. */
  public interface Output {
    /** Appends bytes, which are copied during the call. */
    void append(ByteBuffer buffer, int offset, int length);

    /** The budget is used up: nothing more will be recorded, and somebody should be told. */
    void full(long bytes);
  }

  private final Output output;
  private final long budgetBytes;
  private final ByteBuffer number = ByteBuffer.allocate(8);
  private long bytes;
  private boolean ended;

  /**
   * @param budgetBytes a recording ends with the flush that passes it
   */
  public Recorder(Output output, ByteBuffer head, long budgetBytes) {
    this.output = output;
    this.budgetBytes = budgetBytes;
    append(head, 0, head.limit());
  }

  @Override
  public void bytes(ByteBuffer buffer, int offset, int length) {
    append(buffer, offset, length);
  }

  @Override
  public void flushed(long effectHash) {
    number.putLong(0, effectHash);
    append(number, 0, 8);
    if (bytes >= budgetBytes && !ended) {
      end();
      output.full(bytes);
    }
  }

  /** Ends the recording: an orderly one says so. */
  public void end() {
    number.put(0, (byte) Recording.END);
    append(number, 0, 1);
    ended = true;
  }

  private void append(ByteBuffer buffer, int offset, int length) {
    if (!ended) {
      output.append(buffer, offset, length);
      bytes += length;
    }
  }
}
