package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Measurement;
import io.apexkv.runtime.cli.text.Json;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JsonGenerator;

/**
 * Results for a program: one object with {@code machine}, {@code results}, and of a comparison
 * {@code absent}: why a system is not, or not everywhere, in the results. Times are in nanoseconds,
 * CPU time in microseconds an operation, unless their names say otherwise.
 */
final class ReportJson {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
  private static final int OVER_TIME = 50;
  private static final double SECOND = 1e9;

  private ReportJson() {}

  static String of(Machine machine, List<BenchResult> results, Map<String, String> absent) {
    return Json.object(
        json -> {
          json.writeObjectPropertyStart("machine");
          json.writeStringProperty("cpu", machine.cpu());
          json.writeNumberProperty("cores", machine.cores());
          json.writeStringProperty("system", machine.system());
          json.writeStringProperty("java", machine.java());
          json.writeNumberProperty("loadAverage", machine.loadAverage());
          json.writeBooleanProperty("quiet", machine.isQuiet());
          json.writeEndObject();
          json.writeArrayPropertyStart("results");
          results.forEach(result -> write(json, result));
          json.writeEndArray();
          if (!absent.isEmpty()) {
            json.writeObjectPropertyStart("absent");
            absent.forEach(json::writeStringProperty);
            json.writeEndObject();
          }
        });
  }

  private static void write(JsonGenerator json, BenchResult result) {
    Measurement measured = result.measured();
    json.writeStartObject();
    json.writeStringProperty("system", result.system());
    json.writeStringProperty("load", measured.name());
    writeLoad(json, measured.load());
    writeMeasurement(json, measured);
    String error = measured.firstError();
    if (error != null) {
      json.writeStringProperty("firstError", error);
    }
    Floors floors = result.floors();
    if (floors != null) {
      json.writeObjectPropertyStart("echo");
      writeMeasurement(json, floors.echo());
      json.writeEndObject();
      json.writeNumberProperty("ofEcho", result.ofEcho());
      Floors.Writes writes = floors.writes();
      if (writes != null) {
        json.writeObjectPropertyStart("syncedWrites");
        json.writeStringProperty("mode", writes.mode());
        json.writeNumberProperty("batchBytes", writes.batchBytes());
        json.writeNumberProperty("putsPerBatch", writes.puts());
        json.writeNumberProperty("perSecond", writes.perSecond());
        json.writeNumberProperty("slowestNanos", writes.slowestNanos());
        json.writeNumberProperty("cpuMicrosPerPut", writes.cpuMicrosPerPut());
        json.writeEndObject();
        json.writeNumberProperty("ofSyncedWrites", result.ofWrites());
      }
    }
    json.writeEndObject();
  }

  private static void writeLoad(JsonGenerator json, Load load) {
    json.writeNumberProperty("connections", load.connections());
    json.writeNumberProperty("depth", load.depth());
    json.writeNumberProperty("keys", load.keys());
    json.writeNumberProperty("valueBytes", load.valueBytes());
    json.writeNumberProperty("readPercent", load.readPercent());
    json.writeNumberProperty("zipf", load.zipf());
    json.writeBooleanProperty("sessions", load.sessions());
    json.writeNumberProperty("rate", load.rate());
    json.writeNumberProperty("threads", load.threads());
    json.writeNumberProperty("warmUpSeconds", load.warmUpNanos() / SECOND);
    json.writeNumberProperty("seconds", load.nanos() / SECOND);
  }

  private static void writeMeasurement(JsonGenerator json, Measurement measured) {
    json.writeNumberProperty("operations", measured.operations());
    json.writeNumberProperty("perSecond", measured.perSecond());
    json.writeNumberProperty("errors", measured.errors());
    json.writeNumberProperty("longestPauseMillis", measured.longestPauseMillis());
    writeLatency(json, "latencyNanos", measured.latency());
    writeLatency(json, "correctedLatencyNanos", measured.corrected());
    json.writeObjectPropertyStart("cpuMicrosPerOperation");
    int process = 0;
    for (Measurement.Cpu cpu : measured.cpu()) {
      json.writeNumberProperty(++process + " " + cpu.process(), cpu.microsPerOperation());
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("perSecondOverTime");
    for (double part : measured.overTime(OVER_TIME)) {
      json.writeNumber(Math.round(part));
    }
    json.writeEndArray();
  }

  private static void writeLatency(JsonGenerator json, String name, Histogram latency) {
    json.writeObjectPropertyStart(name);
    for (double percentile : PERCENTILES) {
      json.writeNumberProperty("p" + percentile, latency.getValueAtPercentile(percentile));
    }
    json.writeNumberProperty("max", latency.getMaxValue());
    json.writeNumberProperty("mean", latency.getMean());
    json.writeEndObject();
  }
}
