package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.ByteString;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/**
 * Reads, writes, compare-and-sets and deletes of random keys. Every value is written once, so that
 * a reader can tell whose it is; a compare-and-set expects what some client saw last, so that it
 * often swaps, and one that is applied twice or lost shows.
 */
final class MixedScript implements Worker.Script {

  private static final int READ_PERCENT = 35;
  private static final int WRITE_PERCENT = 35;
  private static final int CAS_PERCENT = 27; // the rest deletes

  private final List<ByteString> keys;
  private final Seen seen;
  private final String writer;
  private final RandomGenerator random;
  private long values;
  private int place;

  /** The value of each key that some client saw last; null for none. Shared by all clients. */
  static final class Seen {
    private final AtomicReferenceArray<@Nullable ByteString> values;

    Seen(int keys) {
      values = new AtomicReferenceArray<>(keys);
    }
  }

  /**
   * @param writer a name that no other client has
   */
  MixedScript(List<ByteString> keys, Seen seen, String writer, RandomGenerator random) {
    this.keys = keys;
    this.seen = seen;
    this.writer = writer;
    this.random = random;
  }

  @Override
  public Operation next() {
    place = random.nextInt(keys.size());
    ByteString key = keys.get(place);
    int percent = random.nextInt(100);
    if (percent < READ_PERCENT) {
      return new Operation.Read(key);
    }
    if (percent < READ_PERCENT + WRITE_PERCENT) {
      return new Operation.Write(key, newValue());
    }
    return percent < READ_PERCENT + WRITE_PERCENT + CAS_PERCENT
        ? new Operation.Cas(key, seen.values.get(place), newValue())
        : new Operation.Delete(key);
  }

  private ByteString newValue() {
    return ByteString.of(writer + "-" + ++values);
  }

  @Override
  public void saw(Operation operation, Outcome outcome) {
    switch (operation) {
      case Operation.Read read -> {
        if (outcome instanceof Outcome.Value || outcome instanceof Outcome.NotFound) {
          seen.values.set(place, Recorder.valueOf(outcome).orElse(null));
        }
      }
      case Operation.Write write -> remember(write.value(), outcome);
      case Operation.Cas cas -> remember(cas.value(), outcome);
      case Operation.Delete delete -> remember(null, outcome);
    }
  }

  private void remember(@Nullable ByteString value, Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      seen.values.set(place, value);
    }
  }
}
