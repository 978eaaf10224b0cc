package io.apexkv.sim.run;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.ForwardingEngine;
import io.apexkv.sim.world.Lateness;
import java.nio.ByteBuffer;

/**
 * An engine that by luck does not have a key at hand and answers later, in an order of its own, as
 * one on a disk would; so that nobody relies on answers at once. What it answers is another
 * engine's.
 */
final class LateEngine extends ForwardingEngine {

  private final Lateness lateness;

  /** Tickets and when they are due, in the order of asking. */
  private final LongQueue tickets = new LongQueue();

  private final LongQueue dueNanos = new LongQueue();

  private @Nullable ReadyListener listener;
  private long asked;
  private long nowNanos;

  LateEngine(Engine engine, Lateness lateness) {
    super(engine);
    this.lateness = lateness;
  }

  @Override
  public void onReady(ReadyListener newListener) {
    listener = newListener;
    engine.onReady(newListener);
  }

  @Override
  public long prefetch(ByteBuffer key, int keyOffset, int keyLength) {
    asked++;
    long late = lateness.delayNanos(Bytes.hash64(key, keyOffset, keyLength, 0), asked);
    if (late == 0) {
      return engine.prefetch(key, keyOffset, keyLength);
    }
    tickets.addLast(asked);
    dueNanos.addLast(nowNanos + late);
    return asked;
  }

  @Override
  public void time(long now) {
    nowNanos = now;
    engine.time(now);
    for (int left = tickets.size(); left > 0; left--) {
      long ticket = tickets.removeFirst();
      long due = dueNanos.removeFirst();
      ReadyListener to = listener;
      if (due <= now && to != null) {
        to.ready(ticket);
      } else {
        tickets.addLast(ticket);
        dueNanos.addLast(due);
      }
    }
  }

  @Override
  public long nextDeadlineNanos() {
    long next = engine.nextDeadlineNanos();
    for (int i = 0; i < dueNanos.size(); i++) {
      next = Math.min(next, dueNanos.get(i));
    }
    return next;
  }
}
