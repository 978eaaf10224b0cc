package io.apexkv.runtime.cli.bench.load;

import io.apexkv.kernel.base.Nullable;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param name of the load, for a person
 * @param operations answered well during the measurement
 * @param nanos length of the measurement
 * @param answers all requests that were answered, also before and after the measurement
 * @param errors requests that were not, or could not be, answered well, at any time of the run
 * @param firstError what the first of them was; null if there is none
 * @param latency nanoseconds from when a request was (open loop: should have been) sent to when its
 *     answer was read, as measured
 * @param perMilli answers in each millisecond of the measurement
 * @param cpu CPU time of each process, the client's last; empty without an operation
 */
public record Measurement(
    String name,
    Load load,
    long operations,
    long nanos,
    long answers,
    long errors,
    @Nullable String firstError,
    Histogram latency,
    int[] perMilli,
    List<Cpu> cpu) {

  private static final double SECOND = 1e9;

  /** With less than this of its rate an open loop has not been one. */
  private static final double DUE_SHARE = 0.95;

  /**
   * CPU time of one process.
   *
   * @param process its name for a person
   * @param microsPerOperation microseconds, divided by all operations of the measurement
   */
  public record Cpu(String process, double microsPerOperation) {}

  public Measurement {
    cpu = List.copyOf(cpu);
  }

  /** What a person has to know before the figures count for anything; null if nothing. */
  public @Nullable String trouble() {
    if (errors > 0) {
      return errors + " errors: " + firstError;
    }
    if (operations == 0) {
      return "no answer came while it was measured; take more --seconds";
    }
    return perSecond() >= DUE_SHARE * load.rate()
        ? null
        : String.format(
            Locale.ROOT,
            "only %,.0f of the %,d requests a second that were due were answered; those that were"
                + " never sent are in no percentile",
            perSecond(),
            load.rate());
  }

  /** Operations a second. */
  public double perSecond() {
    return operations * SECOND / nanos;
  }

  /**
   * The latencies corrected for coordinated omission. An open loop's are right as they are. In a
   * closed loop a request that waits long keeps back those that would have followed it at the usual
   * interval: the mean time from one request of a slot to its next. They are added, each with what
   * would have been left of the wait.
   */
  public Histogram corrected() {
    if (load.rate() > 0 || operations == 0) {
      return latency;
    }
    long usualInterval = Math.max(1, (long) ((double) nanos * load.inFlight() / operations));
    return latency.copyCorrectedForCoordinatedOmission(usualInterval);
  }

  /** The longest time without any answer, in milliseconds; exact to 1 ms. */
  public int longestPauseMillis() {
    int longest = 0;
    int pause = 0;
    for (int answers : perMilli) {
      pause = answers == 0 ? pause + 1 : 0;
      longest = Math.max(longest, pause);
    }
    return longest;
  }

  /** Operations a second in each of so many equal parts of the measurement. */
  public double[] overTime(int parts) {
    double[] perSecond = new double[parts];
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) perMilli.length * part / parts);
      int until = (int) ((long) perMilli.length * (part + 1) / parts);
      long answers = 0;
      for (int milli = from; milli < until; milli++) {
        answers += perMilli[milli];
      }
      perSecond[part] = until > from ? answers * 1000.0 / (until - from) : 0;
    }
    return perSecond;
  }
}
