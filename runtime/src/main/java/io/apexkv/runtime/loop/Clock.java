package io.apexkv.runtime.loop;

/** The two clocks that a kernel hears of. */
public interface Clock {

  /** Monotonic time; never goes back. */
  long nowNanos();

  /** Unix time, which may jump either way. */
  long wallMillis();

  /** The machine's clocks. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nowNanos() {
          return System.nanoTime();
        }

        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }
      };
}
