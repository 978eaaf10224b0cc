package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.SeedResult;
import io.apexkv.sim.mutants.Verdict;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The kill matrix as one JSON document, with everything that was seen. */
final class KillJson {

  private static final JsonFactory JSON = new JsonFactory();

  private KillJson() {}

  static String write(KillRun run, List<Verdict> verdicts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("version", run.version());
      json.writeStringProperty("commit", run.commit());
      json.writeStringProperty("java", run.java());
      json.writeStringProperty("machine", run.machine());
      json.writeNumberProperty("jobs", run.jobs());
      json.writeNumberProperty("ranges", run.ranges().count());
      json.writeNumberProperty("seedsPerRange", run.ranges().seeds());
      json.writeStringProperty("result", KillTable.sum(verdicts));
      json.writeArrayPropertyStart("mutants");
      for (Verdict verdict : verdicts) {
        write(json, verdict);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Verdict verdict) {
    Mutant mutant = verdict.mutant();
    json.writeStartObject();
    json.writeNumberProperty("number", mutant.number());
    json.writeStringProperty("name", mutant.name());
    json.writeStringProperty("bug", mutant.bug());
    json.writeStringProperty("rule", mutant.rule());
    json.writeStringProperty("faults", mutant.familyLetters());
    json.writeStringProperty("checker", mutant.checker().check());
    json.writeBooleanProperty("killed", verdict.isKilled());
    json.writeBooleanProperty("killedBySeeds", verdict.isKilledBySeeds());
    if (mutant.rare().isPresent()) {
      json.writeStringProperty("rare", mutant.rare().get());
    }
    json.writeBooleanProperty("medianSurvived", verdict.median().killer().isEmpty());
    json.writeNumberProperty("medianSeeds", verdict.median().seeds());
    json.writeNumberProperty("fewestSeeds", verdict.fewestSeeds());
    json.writeNumberProperty("mostSeeds", verdict.mostSeeds());
    json.writeNumberProperty("rangesSurvived", verdict.survived());
    json.writeNumberProperty("medianNanos", verdict.medianNanos());
    json.writeArrayPropertyStart("ranges");
    for (Kill kill : verdict.kills()) {
      write(json, kill);
    }
    json.writeEndArray();
    if (verdict.scenario().isPresent()) {
      json.writeStringProperty("scenario", mutant.scenario().orElse(""));
      json.writeBooleanProperty("killedInScenario", verdict.diesInScenario());
      json.writeStringProperty("scenarioMessage", verdict.scenario().get().message());
    }
    json.writeNumberProperty("seedsWithFaultsOff", verdict.harmlessSeeds());
    json.writeBooleanProperty("passesWithFaultsOff", verdict.harm().isEmpty());
    if (verdict.harm().isPresent()) {
      write(json, "failureWithFaultsOff", verdict.harm().get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Kill kill) {
    json.writeStartObject();
    json.writeNumberProperty("firstSeed", kill.firstSeed());
    json.writeNumberProperty("lastSeed", kill.lastSeed());
    json.writeNumberProperty("seeds", kill.seeds());
    json.writeNumberProperty("elapsedNanos", kill.elapsedNanos());
    json.writeNumberProperty("othersEnded", kill.othersEnded());
    if (kill.killer().isPresent()) {
      write(json, "killer", kill.killer().get());
    }
    if (kill.sick().isPresent()) {
      write(json, "failsWithoutTheBug", kill.sick().get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, SeedResult result) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("seed", result.seed());
    json.writeStringProperty("check", result.failedCheck());
    json.writeStringProperty("message", result.message());
    json.writeEndObject();
  }
}
