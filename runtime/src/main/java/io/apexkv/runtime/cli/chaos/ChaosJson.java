package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.chaos.FailoverMeter.Failover;
import io.apexkv.runtime.cli.text.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What came of a run, for programs. */
final class ChaosJson {

  private ChaosJson() {}

  /** One object on one line; times in nanoseconds. */
  static String of(ChaosResult result, RunDirectory directory) {
    return Json.object(json -> write(json, result, directory));
  }

  private static void write(JsonGenerator json, ChaosResult result, RunDirectory directory) {
    Tally tally = result.tally();
    json.writeBooleanProperty("passed", result.problems().isEmpty());
    json.writeStringProperty("verdict", result.judgement().verdictWords());
    strings(json, "problems", result.problems());
    strings(json, "explanation", result.judgement().explanation());
    json.writeNumberProperty("seconds", result.plan().seconds());
    json.writeNumberProperty("nodes", result.plan().nodes());
    json.writeNumberProperty("clients", result.plan().clients());
    json.writeNumberProperty("seed", result.plan().seed());
    json.writeNumberProperty("leaderKills", tally.leaderKills());
    json.writeNumberProperty("otherKills", tally.otherKills());
    json.writeNumberProperty("pauses", tally.pauses());
    json.writeNumberProperty("acknowledged", tally.acknowledged());
    json.writeNumberProperty("writesAcknowledged", tally.writes());
    json.writeNumberProperty("failed", tally.failed());
    json.writeNumberProperty("unknown", tally.unknown());
    json.writeNumberProperty("keysRead", tally.keysRead());
    Floors floors = result.floors();
    json.writeObjectPropertyStart("floors");
    json.writeNumberProperty("leaderKills", floors.leaderKills());
    json.writeNumberProperty("pauses", floors.pauses());
    json.writeNumberProperty("acknowledged", floors.operations());
    json.writeNumberProperty("keysRead", floors.keys());
    json.writeEndObject();
    json.writeArrayPropertyStart("failovers");
    result.failovers().forEach(failover -> write(json, failover));
    json.writeEndArray();
    json.writeNumberProperty("checkNanos", result.judgement().tookNanos());
    json.writeNumberProperty("loadAverage", result.loadAverage());
    json.writeStringProperty("history", directory.history().toString());
  }

  private static void write(JsonGenerator json, Failover failover) {
    Blow blow = failover.blow();
    json.writeStartObject();
    json.writeStringProperty("kind", blow.kind().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("node", blow.node());
    json.writeNumberProperty("term", blow.term());
    json.writeBooleanProperty("majorityLeft", blow.majorityLeft());
    json.writeNumberProperty("nanos", failover.nanos());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> strings) {
    json.writeArrayPropertyStart(name);
    strings.forEach(json::writeString);
    json.writeEndArray();
  }
}
