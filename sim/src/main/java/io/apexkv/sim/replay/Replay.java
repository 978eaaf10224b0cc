package io.apexkv.sim.replay;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Kernel;
import io.apexkv.kernel.base.Streams;
import io.apexkv.kernel.record.EffectHash;
import io.apexkv.kernel.record.InputDecoder;
import io.apexkv.kernel.record.InputEncoder;
import io.apexkv.kernel.record.InputSink;
import io.apexkv.kernel.record.Recording;
import io.apexkv.kernel.store.EngineFactory;
import java.io.EOFException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Feeds a recording to a fresh kernel, and compares the hash of each flush's effects with the
 * recorded one.
 */
public final class Replay {

  private static final int PURPOSE_CHAIN = 0x2EB1A7;

  /** Told how far a replay is. */
  public interface Progress {
    void flushed(long flushes, long bytes);
  }

  /**
   * How a replay ended.
   *
   * @param config the recorded node's
   * @param seed the recorded kernel's
   * @param inputs inputs delivered
   * @param flushes flushes whose effects were compared
   * @param hash a hash over the hashes of all flushes
   * @param orderly whether the replay came to an end that the recorder wrote; if not, the file
   *     stops without one, or a difference came first
   * @param difference what the replayed kernel did otherwise; empty if nothing
   * @param halted why the kernel halted at the end; empty if it did not
   */
  public record Result(
      Config config,
      long seed,
      long inputs,
      long flushes,
      long hash,
      boolean orderly,
      String difference,
      String halted) {

    /** Whether every flush had the recorded effects. */
    public boolean same() {
      return difference.isEmpty();
    }
  }

  /** Keeps the hash of the last flush. */
  private static final class LastHash implements InputSink {
    private long hash;

    @Override
    public void bytes(ByteBuffer buffer, int offset, int length) {}

    @Override
    public void flushed(long effectHash) {
      hash = effectHash;
    }
  }

  private final StreamSource source;
  private final Progress progress;
  private long inputs;
  private long flushes;
  private long chain;

  private Replay(InputStream in, Progress progress) {
    this.source = new StreamSource(in);
    this.progress = progress;
  }

  /**
   * Replays a recording to its end or to the first difference.
   *
   * @throws IllegalArgumentException if the stream holds no recording, saying what was found
   */
  public static Result run(InputStream in, Progress progress) {
    return new Replay(in, progress).run();
  }

  private Result run() {
    Recording.Head head;
    try {
      head = Recording.readHead(source, ReplayMemory::new);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(
          "a recording has a head, but this file ends after " + source.position() + " bytes", e);
    }
    ReplayHost host = new ReplayHost();
    EffectHash effects = new EffectHash(host);
    Kernel kernel = new Kernel(head.config(), head.seed(), effects, EngineFactory.MEMORY);
    LastHash lastHash = new LastHash();
    InputEncoder encoder = new InputEncoder(kernel, effects, lastHash);
    host.target(encoder);
    InputDecoder decoder = new InputDecoder(source, encoder, host);
    String difference = "";
    boolean orderly = false;
    try {
      orderly = deliver(decoder, lastHash);
    } catch (Divergence e) {
      difference = String.valueOf(e.getMessage());
    }
    return new Result(
        head.config(), head.seed(), inputs, flushes, chain, orderly, difference, host.halted());
  }

  /** Delivers inputs to the recording's end; true if it was an orderly one. */
  private boolean deliver(InputDecoder decoder, LastHash lastHash) {
    for (int code = source.u8OrEnd(); code >= 0; code = source.u8OrEnd()) {
      if (code == Recording.END) {
        return true;
      }
      long start = source.position() - 1;
      try {
        inputs++;
        if (decoder.deliver(code)) {
          compare(source.u64(), lastHash.hash);
        }
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof EOFException) {
          inputs--; // the process was killed while it wrote this one
          return false;
        }
        throw e;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "the input at offset " + start + " is unreadable: " + e.getMessage(), e);
      }
    }
    return false;
  }

  private void compare(long recorded, long replayed) {
    flushes++;
    if (recorded != replayed) {
      throw new Divergence(
          "flush "
              + flushes
              + ", which ends with input "
              + inputs
              + ", has effects of hash "
              + Long.toHexString(replayed)
              + ", but the recorded ones have "
              + Long.toHexString(recorded));
    }
    chain = Streams.draw(chain, PURPOSE_CHAIN, recorded, 0, 0);
    progress.flushed(flushes, source.position());
  }
}
