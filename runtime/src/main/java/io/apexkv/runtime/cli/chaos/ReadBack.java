package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Reads every key once, a few at a time, when all is over. */
final class ReadBack {

  private static final int AT_A_TIME = 64;

  private ReadBack() {}

  /**
   * Reads keys, and records it.
   *
   * @param found is told what each key holds, by several threads
   * @return how many could be read
   */
  static int read(
      List<ByteString> keys,
      Asker asker,
      Recorder recorder,
      BiConsumer<ByteString, Optional<ByteString>> found)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    try (Crew readers = new Crew()) {
      for (int i = 0; i < Math.min(AT_A_TIME, keys.size()); i++) {
        readers.start(
            () -> {
              int process = recorder.newProcess();
              for (int at = next.getAndIncrement(); at < keys.size(); at = next.getAndIncrement()) {
                Operation read = new Operation.Read(keys.get(at));
                recorder.invoked(process, read);
                Outcome outcome = asker.ask(read);
                recorder.returned(process, read, outcome);
                if (outcome instanceof Outcome.Value || outcome instanceof Outcome.NotFound) {
                  count.incrementAndGet();
                  found.accept(read.key(), Recorder.valueOf(outcome));
                }
              }
              return null;
            });
      }
      readers.join();
    }
    return count.get();
  }
}
