package io.apexkv.kernel.base;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures how much a piece of code allocates on the Java heap. */
public final class Allocations {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  /** Bytes allocated by this thread during the second of two runs; the first is to warm up. */
  public static long bytesOfSecondRun(Runnable code) {
    code.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    code.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
