package io.apexkv.runtime.loop;

import java.util.concurrent.TimeUnit;

/** The two clocks that a kernel hears of. */
public interface Clock {

  /** Monotonic time; never goes back and is never negative. */
  long nowNanos();

  /** Unix time, which may jump either way. */
  long wallMillis();

  /** The machine's clocks; monotonic time begins near zero, whatever the machine counts from. */
  Clock SYSTEM =
      new Clock() {
        private final long originNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

        @Override
        public long nowNanos() {
          return System.nanoTime() - originNanos;
        }

        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }
      };
}
