package io.apexkv.sim.cli;

import io.apexkv.sim.campaign.Determinism;
import io.apexkv.sim.campaign.Floors;
import io.apexkv.sim.campaign.MarkTally;
import io.apexkv.sim.campaign.Totals;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the command prints, for people and as JSON. */
final class Reports {

  private static final JsonFactory JSON = new JsonFactory();

  private Reports() {}

  /** The trace hash as 16 hexadecimal digits. */
  static String hash(RunResult result) {
    String digits = Long.toHexString(result.traceHash());
    return "0".repeat(16 - digits.length()) + digits;
  }

  /**
   * One run.
   *
   * @param plan the option that names its plan on the command line
   * @param off names of checks that did not judge
   */
  static void print(PrintWriter out, RunResult result, String plan, Set<String> off) {
    counts(out, "faults", result.injected());
    counts(out, "marks", result.marks());
    out.println(
        "operations: "
            + result.acknowledgedWrites()
            + " writes and "
            + result.acknowledgedReads()
            + " reads acknowledged, "
            + result.failed()
            + " failed, "
            + result.unknown()
            + " unknown; in the liveness phase "
            + result.livenessOk()
            + " of "
            + result.livenessOperations()
            + " ok");
    out.println(
        "events: "
            + result.events()
            + " in "
            + Plan.seconds(result.simulatedNanos())
            + " of simulated time");
    out.println("trace hash: " + hash(result));
    if (result.passed()) {
      out.println("verdict: " + (result.undecided() ? "unknown" : "passed"));
    } else {
      printFailure(out, result, plan, off);
    }
  }

  /** What went wrong, and the lines to paste. */
  static void printFailure(PrintWriter out, RunResult result, String plan, Set<String> off) {
    RunResult.Failure failure = result.failure();
    if (failure != null) {
      out.println(
          "FAILED seed "
              + result.plan().seed()
              + ", check "
              + failure.check()
              + ", event "
              + failure.event()
              + " at "
              + Plan.seconds(failure.timeNanos())
              + ", trace hash "
              + hash(result));
      out.println("  " + failure.message());
      String seed = Long.toString(result.plan().seed());
      if (failure.check().equals(Determinism.CHECK)) {
        out.println("  again:  ./apex sim --seeds " + seed + ".." + seed);
      } else {
        String replay = "./apex sim " + plan + CheckOptions.options(off);
        out.println("  replay: " + replay);
        out.println("  shrink: " + replay + " --shrink");
        out.println("  look:   " + replay + " --html seed-" + seed + ".html");
      }
    }
  }

  /** A campaign. */
  static void print(PrintWriter out, Totals totals, List<String> missing, long elapsedNanos) {
    long millis = Math.max(1, elapsedNanos / 1_000_000);
    counts(out, "faults", totals.injected());
    MarkTable.print(out, totals.marks(), totals.runs());
    out.println(
        "operations: "
            + totals.acknowledgedWrites()
            + " writes and "
            + totals.acknowledgedReads()
            + " linearizable reads acknowledged, "
            + totals.failedOperations()
            + " failed, "
            + totals.unknownOperations()
            + " unknown");
    out.println("leader changes: " + totals.leaderChanges());
    out.println("determinism: " + totals.runsTwice() + " seeds were run twice");
    out.println(
        "liveness phase: "
            + totals.livenessOk()
            + " of "
            + totals.livenessOperations()
            + " operations ok");
    out.println(
        totals.runs()
            + " seeds in "
            + Plan.seconds(elapsedNanos)
            + ": "
            + totals.events()
            + " events ("
            + totals.events() * 1000 / millis
            + "/s), "
            + Plan.seconds(totals.simulatedNanos())
            + " simulated ("
            + totals.simulatedNanos() / 1_000_000 / millis
            + " s/s)");
    for (String sentence : missing) {
      out.println("EMPTY: " + sentence + " (" + Floors.describe(totals.runs()) + ")");
    }
    boolean passed = totals.failures().isEmpty() && missing.isEmpty();
    out.println(
        "verdict: "
            + (passed ? "passed" : "FAILED")
            + ", "
            + totals.failures().size()
            + " seeds failed"
            + failedSeeds(totals));
  }

  private static String failedSeeds(Totals totals) {
    StringBuilder text = new StringBuilder();
    for (RunResult failure : totals.failures()) {
      text.append(text.isEmpty() ? ": " : " ").append(failure.plan().seed());
    }
    return text.toString();
  }

  private static void counts(PrintWriter out, String title, Map<String, Long> counts) {
    StringBuilder line = new StringBuilder(title).append(':');
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      line.append(line.length() > title.length() + 1 ? ", " : " ");
      line.append(each.getKey()).append(' ').append(each.getValue());
    }
    out.println(line);
  }

  /** One run as JSON. */
  static String json(RunResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      run(json, result);
      counts(json, "faults", result.injected());
      counts(json, "marks", result.marks());
      json.writeEndObject();
    }
    return text.toString();
  }

  /** A campaign as JSON. */
  static String json(Totals totals, List<String> missing, long elapsedNanos) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("seeds", totals.runs());
      json.writeBooleanProperty("passed", totals.failures().isEmpty() && missing.isEmpty());
      json.writeNumberProperty("elapsedNanos", elapsedNanos);
      json.writeNumberProperty("events", totals.events());
      json.writeNumberProperty("simulatedNanos", totals.simulatedNanos());
      json.writeNumberProperty("acknowledgedWrites", totals.acknowledgedWrites());
      json.writeNumberProperty("acknowledgedReads", totals.acknowledgedReads());
      json.writeNumberProperty("seedsRunTwice", totals.runsTwice());
      json.writeNumberProperty("leaderChanges", totals.leaderChanges());
      json.writeNumberProperty("livenessOperations", totals.livenessOperations());
      json.writeNumberProperty("livenessOk", totals.livenessOk());
      counts(json, "faults", totals.injected());
      marks(json, totals.marks());
      json.writeArrayPropertyStart("missing");
      for (String sentence : missing) {
        json.writeString(sentence);
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("failures");
      for (RunResult failure : totals.failures()) {
        json.writeStartObject();
        run(json, failure);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void run(JsonGenerator json, RunResult result) {
    json.writeNumberProperty("seed", result.plan().seed());
    json.writeBooleanProperty("passed", result.passed());
    json.writeStringProperty("traceHash", hash(result));
    json.writeNumberProperty("events", result.events());
    json.writeNumberProperty("simulatedNanos", result.simulatedNanos());
    RunResult.Failure failure = result.failure();
    if (failure != null) {
      json.writeStringProperty("check", failure.check());
      json.writeStringProperty("message", failure.message());
      json.writeNumberProperty("event", failure.event());
    }
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
    json.writeObjectPropertyStart(name);
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      json.writeNumberProperty(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private static void marks(JsonGenerator json, List<MarkTally> marks) {
    json.writeObjectPropertyStart("marks");
    for (MarkTally tally : marks) {
      json.writeObjectPropertyStart(tally.mark().label());
      json.writeNumberProperty("enabled", tally.enabled());
      json.writeNumberProperty("askedFrom", tally.mark().withinSeeds());
      json.writeNumberProperty("runs", tally.runs());
      json.writeNumberProperty("hits", tally.hits());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
