package io.apexkv.sim.plan;

import io.apexkv.kernel.Limits;
import io.apexkv.sim.event.Latency;
import java.util.Locale;

/** The sizes and delays of a plan as lines for a person: a name, a value and its unit. */
final class PlanText {

  private static final int NAME_COLUMNS = 22;
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;

  private final StringBuilder text;

  /** Appends to a text. */
  PlanText(StringBuilder text) {
    this.text = text;
  }

  void limits(Limits limits) {
    title("limits");
    row("value", bytes(limits.maxValueBytes()));
    row("log segment", bytes(limits.walSegmentBytes()));
    row("log", bytes(limits.logBudgetBytes()));
    row("log in memory", bytes(limits.tailBytes()));
    row("append message", bytes(limits.appendBytes()));
    row("appends under way", bytes(limits.appendWindowBytes()));
    row("pending requests", bytes(limits.pendingBytes()));
    row("of one connection", bytes(limits.connectionBytes()));
    row("session window", limits.sessionWindow() + " commands");
    row("sessions of a group", Integer.toString(limits.sessions()));
    row("unused session", limits.sessionMillis() + " ms");
  }

  void shapes(Shapes shapes) {
    title("shapes");
    row("link between servers", latency(shapes.peerLink()));
    row("link to a client", latency(shapes.clientLink()));
    row("disk operation", latency(shapes.disk()));
    row("delay of a batch", latency(shapes.batchDelay()));
    row("work of a batch", latency(shapes.batchWork()));
    row("batch", word(shapes.batches()) + ", up to " + shapes.batchInputs() + " inputs");
    row("credit of a link", bytes(shapes.creditBytes()));
    row("lost connections", perMillion(shapes.resetPerMillion()) + " partitions");
    row("struck frames", word(shapes.loss()));
    row("far links", perMillion(shapes.farPerMillion()));
  }

  void workload(Workload workload) {
    title("workload");
    row("clients with sessions", Integer.toString(workload.sessionClients()));
    row("clients without", Integer.toString(workload.rawClients()));
    row("of all, who only read", Integer.toString(workload.readers()));
    row("window", workload.window() + " operations");
    row("keys", workload.keys() + ", " + word(workload.keyShape()));
    row("time to think", duration(workload.thinkNanos()) + ", " + word(workload.arrival()));
    int get = workload.getPercent();
    int put = workload.putPercent();
    int del = workload.delPercent();
    int cas = 100 - get - put - del;
    row("mix", "GET " + get + " %, PUT " + put + " %, DEL " + del + " %, CAS " + cas + " %");
    row("most values", bytes(workload.valueBytes()) + ", " + word(workload.valueShape()));
    row("longest values", perMillion(workload.largePerMillion()));
    row("forwarded", perMillion(workload.forwardPerMillion()) + " plain commands");
  }

  private void title(String title) {
    text.append(title).append(":\n");
  }

  private void row(String name, String value) {
    text.append("  ").append(name).append(" ".repeat(NAME_COLUMNS - name.length()));
    text.append(value).append('\n');
  }

  private static String latency(Latency latency) {
    String usual =
        duration(latency.leastNanos())
            + " to "
            + duration(latency.leastNanos() + latency.spreadNanos())
            + ", "
            + word(latency.shape());
    return latency.tailPerMillion() == 0
        ? usual
        : usual
            + "; "
            + perMillion(latency.tailPerMillion())
            + " doubled, up to "
            + latency.tailDoublings()
            + " times";
  }

  private static String perMillion(int count) {
    return count + " of a million";
  }

  private static String word(Enum<?> shape) {
    return shape.name().toLowerCase(Locale.ROOT);
  }

  static String bytes(long bytes) {
    if (bytes >= MIB && bytes % MIB == 0) {
      return bytes / MIB + " MiB";
    }
    return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " bytes";
  }

  /** With three digits after the point, rounded down, in the largest unit that it reaches. */
  static String duration(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    return nanos < 1_000_000
        ? thousandths(nanos, "us")
        : nanos < 1_000_000_000
            ? thousandths(nanos / 1_000, "ms")
            : thousandths(nanos / 1_000_000, "s");
  }

  private static String thousandths(long value, String unit) {
    return String.format(Locale.ROOT, "%d.%03d %s", value / 1000, value % 1000, unit);
  }
}
