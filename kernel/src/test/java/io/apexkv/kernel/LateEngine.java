package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.ForwardingEngine;
import io.apexkv.kernel.store.Slabs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.TreeSet;

/** An engine that has no key at hand at first, and each only once it was fetched for a while. */
final class LateEngine extends ForwardingEngine {

  static final long DELAY_NANOS = 5 * MiniCluster.MILLI;

  private record Fetch(long ticket, String key, long dueNanos) {}

  /** Makes late engines over engines in memory. */
  static final class Factory implements EngineFactory {

    /** How long fetches take that begin from now on. */
    long delayNanos = DELAY_NANOS;

    @Override
    public Engine create(long group, Slabs slabs, int maxValueBytes, long hashSeed) {
      return new LateEngine(
          EngineFactory.MEMORY.create(group, slabs, maxValueBytes, hashSeed), this);
    }
  }

  private final Factory factory;
  private final ArrayDeque<Fetch> fetches = new ArrayDeque<>();

  /** Keys at hand; each is used once. */
  private final TreeSet<String> fetched = new TreeSet<>();

  private @Nullable ReadyListener listener;
  private long tickets;
  private long nowNanos;

  private LateEngine(Engine engine, Factory factory) {
    super(engine);
    this.factory = factory;
  }

  private static String text(ByteBuffer key, int offset, int length) {
    byte[] bytes = new byte[length];
    key.get(offset, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void onReady(ReadyListener newListener) {
    listener = newListener;
  }

  @Override
  public long prefetch(ByteBuffer key, int keyOffset, int keyLength) {
    String text = text(key, keyOffset, keyLength);
    if (fetched.remove(text)) {
      return READY;
    }
    fetches.add(new Fetch(++tickets, text, nowNanos + factory.delayNanos));
    return tickets;
  }

  @Override
  public void time(long now) {
    nowNanos = now;
    for (int left = fetches.size(); left > 0; left--) {
      Fetch fetch = fetches.remove();
      ReadyListener to = listener;
      if (fetch.dueNanos <= now && to != null) {
        fetched.add(fetch.key);
        to.ready(fetch.ticket);
      } else {
        fetches.add(fetch);
      }
    }
  }

  @Override
  public long nextDeadlineNanos() {
    long next = Long.MAX_VALUE;
    for (Fetch fetch : fetches) {
      next = Math.min(next, fetch.dueNanos);
    }
    return next;
  }
}
