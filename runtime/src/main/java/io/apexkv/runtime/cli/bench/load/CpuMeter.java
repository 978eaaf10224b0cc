package io.apexkv.runtime.cli.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** CPU time of a target's processes and of this one, from a moment on. */
final class CpuMeter {

  /**
   * CPU time of one process.
   *
   * @param process its name for a person
   */
  record Used(String process, long nanos) {}

  private final List<Target.Server> processes;
  private final long[] before;

  private CpuMeter(List<Target.Server> processes) {
    this.processes = processes;
    this.before = new long[processes.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = nanosOf(processes.get(i).pid());
    }
  }

  /** Begins to count. */
  static CpuMeter start(List<Target.Server> servers) {
    List<Target.Server> processes = new ArrayList<>(servers);
    processes.add(new Target.Server("client", ProcessHandle.current().pid()));
    return new CpuMeter(processes);
  }

  /** What each used since; the client last. */
  List<Used> used() {
    List<Used> used = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      Target.Server process = processes.get(i);
      long nanos = nanosOf(process.pid()) - before[i];
      used.add(new Used(process.name(), Math.max(0, nanos))); // one that has ended tells none
    }
    return used;
  }

  /** User and system time, which Linux counts in steps of 10 ms (/proc/PID/stat). */
  private static long nanosOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }
}
