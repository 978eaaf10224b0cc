package io.apexkv.sim.cli;

import io.apexkv.sim.cli.FileReport.Checked;
import io.apexkv.sim.cli.FileReport.Skipped;
import io.apexkv.sim.cli.FileReport.Unreadable;
import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.History;
import io.apexkv.sim.linearizability.Explanation;
import io.apexkv.sim.linearizability.Violation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** For scripts: a JSON object a file, each on a line of its own. */
final class CheckJson implements CheckPrinter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintWriter out;

  CheckJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void progress(int done, String name) {}

  @Override
  public void end(List<FileReport> reports) {}

  @Override
  public void print(FileReport report) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("file", report.name());
      json.writeStringProperty("verdict", report.verdict());
      switch (report) {
        case Checked checked -> write(json, checked);
        case Unreadable unreadable -> json.writeStringProperty("reason", unreadable.reason());
        case Skipped skipped -> json.writeStringProperty("reason", "it holds no history");
      }
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }

  private static void write(JsonGenerator json, Checked checked) {
    History history = checked.recorded().history();
    json.writeStringProperty("format", checked.recorded().format().title());
    json.writeStringProperty("model", checked.recorded().model().word());
    json.writeNumberProperty("operations", history.size());
    json.writeNumberProperty("keys", checked.result().keyCount());
    json.writeNumberProperty("steps", checked.result().steps());
    keys(json, "brokenKeys", history, checked.result().brokenKeys());
    keys(json, "undecidedKeys", history, checked.result().undecidedKeys());
    Explanation explanation = new Explanation(history, checked.recorded().model(), "line");
    checked
        .result()
        .violation()
        .ifPresent(violation -> write(json, history, violation, explanation));
  }

  private static void write(
      JsonGenerator json, History history, Violation violation, Explanation explanation) {
    json.writeObjectPropertyStart("violation");
    json.writeName("key");
    key(json, history.keys().bytes(violation.key()));
    json.writeName("operation");
    int culprit = violation.culprit();
    operation(json, history, culprit, explanation.requestAndAnswer(culprit));
    operations(json, "longestPrefix", history, violation.prefixOrder(), culprit, explanation);
    operations(json, "concurrent", history, violation.neighbours(), culprit, explanation);
    json.writeEndObject();
  }

  private static void operations(
      JsonGenerator json,
      String name,
      History history,
      List<Integer> operations,
      int culprit,
      Explanation explanation) {
    json.writeArrayPropertyStart(name);
    for (int operation : operations) {
      operation(json, history, operation, explanation.requestAndAnswerBefore(operation, culprit));
    }
    json.writeEndArray();
  }

  private static void operation(JsonGenerator json, History history, int operation, String words) {
    json.writeStartObject();
    json.writeNumberProperty("process", history.process(operation));
    json.writeStringProperty("operation", words);
    json.writeNumberProperty("invokedAtLine", history.invokedAt(operation));
    if (history.returnedAt(operation) != History.NEVER) {
      json.writeNumberProperty("returnedAtLine", history.returnedAt(operation));
    }
    json.writeEndObject();
  }

  private static void keys(JsonGenerator json, String name, History history, List<Integer> keys) {
    json.writeArrayPropertyStart(name);
    for (int key : keys) {
      key(json, history.keys().bytes(key));
    }
    json.writeEndArray();
  }

  /** As in recorded histories. */
  private static void key(JsonGenerator json, ByteString key) {
    Optional<String> text = key.printable();
    if (text.isPresent()) {
      json.writeString(text.get());
    } else {
      json.writeStartObject();
      json.writeStringProperty("base64", key.base64());
      json.writeEndObject();
    }
  }
}
