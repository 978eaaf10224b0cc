package io.apexkv.sim.cli;

import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioResult;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Results of scenarios, a row each, for people and as JSON. */
final class ScenarioTable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String INDENT = "    ";

  private final int nameWidth;

  /** A table with room for these names. */
  ScenarioTable(List<String> names) {
    int width = "SCENARIO".length();
    for (String name : names) {
      width = Math.max(width, name.length());
    }
    nameWidth = width;
  }

  /** A name and the first sentence of its story. */
  String story(Scenario scenario) {
    return padded(scenario.name()) + "  " + scenario.title();
  }

  String headline() {
    return padded("SCENARIO") + "  STEPS  SIMULATED      MS  TRACE    RESULT";
  }

  /** The row of a scenario; if something is not as it says, then what. */
  List<String> rows(ScenarioResult result, TraceVerdict trace, long millis) {
    List<String> rows = new ArrayList<>();
    String simulated =
        String.format(Locale.ROOT, "%.3f s", result.simulatedNanos() / 1_000_000_000.0);
    rows.add(
        padded(result.scenario().name())
            + String.format(
                Locale.ROOT,
                "  %5d  %9s  %6d  %-7s  %s",
                steps(result.scenario()),
                simulated,
                millis,
                trace.word(),
                result.passed() ? "passed" : "FAILED"));
    rows.addAll(problems(result, trace));
    return rows;
  }

  /** What is not as it says; nothing if all is. */
  List<String> problems(ScenarioResult result, TraceVerdict trace) {
    List<String> rows = new ArrayList<>();
    ScenarioResult.Failure failure = result.failure();
    if (failure != null) {
      if (failure.line() > 0) {
        rows.add(INDENT + "line " + failure.line() + ": " + failure.text());
      }
      rows.add(INDENT + failure.check() + ": " + failure.message());
    }
    if (trace.differs()) {
      rows.add(INDENT + "trace, line " + trace.line() + ": expected '" + trace.expected() + "'");
      rows.add(INDENT + "but found '" + trace.found() + "'; '--update' accepts what happens now");
    }
    return rows;
  }

  /** Steps of a script, or else declared faults. */
  private static int steps(Scenario scenario) {
    return scenario.isScript() ? scenario.script().size() : scenario.plan().faults().size();
  }

  private String padded(String name) {
    return name + " ".repeat(nameWidth - name.length());
  }

  /** One scenario as JSON. */
  static String json(ScenarioResult result, TraceVerdict trace, long millis) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("scenario", result.scenario().name());
      json.writeStringProperty("story", result.scenario().title());
      json.writeBooleanProperty("passed", result.passed());
      json.writeStringProperty("trace", trace.word());
      json.writeNumberProperty("steps", steps(result.scenario()));
      json.writeNumberProperty("simulatedMillis", result.simulatedNanos() / 1_000_000);
      json.writeNumberProperty("millis", millis);
      ScenarioResult.Failure failure = result.failure();
      if (failure != null) {
        json.writeStringProperty("check", failure.check());
        json.writeStringProperty("message", failure.message());
        json.writeNumberProperty("line", failure.line());
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
