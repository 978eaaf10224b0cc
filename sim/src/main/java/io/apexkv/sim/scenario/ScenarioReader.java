package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;
import java.util.ArrayList;
import java.util.List;

/** Reads scenarios, line by line. */
public final class ScenarioReader {

  private static final String FAULT = "fault";
  private static final String STRIKE = "strike";

  private final String file;
  private final List<String> story = new ArrayList<>();
  private final Settings settings = new Settings();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Strike> strikes = new ArrayList<>();
  private final StepReader steps = new StepReader(settings);
  private final List<Scenario.Statement> script = new ArrayList<>();

  private boolean settingsEnded;

  private ScenarioReader(String file) {
    this.file = file;
  }

  /**
   * Reads one.
   *
   * @param file its name in errors; the scenario's name is this without folders and ending
   * @param text its content
   * @throws ScenarioError if it is not understood
   */
  public static Scenario read(String file, String text) {
    return new ScenarioReader(file).read(text);
  }

  private Scenario read(String text) {
    List<String> lines = text.lines().toList();
    requireText(file, lines);
    int first = 0;
    while (first < lines.size() && lines.get(first).startsWith("#")) {
      story.add(lines.get(first++).substring(1).strip());
    }
    if (story.isEmpty()) {
      throw new ScenarioError(file, 1, "no story", "a story: lines that begin with '#'");
    }
    for (int i = first; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
        line(new Words(file, i + 1, lines.get(i)));
      }
    }
    endSettings(!script.isEmpty());
    Plan plan = script.isEmpty() ? settings.plan(faults, strikes) : settings.scriptPlan();
    return new Scenario(name(), story, plan, script, steps.keys());
  }

  private static void requireText(String file, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
        throw new ScenarioError(file, i + 1, "a control character", "text");
      }
    }
  }

  /** Faults and steps rest on settings, so these have to make sense before. */
  private void endSettings(boolean isScript) {
    if (!settingsEnded) {
      settingsEnded = true;
      settings.check(isScript);
    }
  }

  private void line(Words words) {
    String first = words.next("a word");
    if (Settings.names().contains(first)) {
      if (settingsEnded) {
        throw words.wrong(first, "settings before faults and steps");
      }
      settings.set(first, words);
    } else if (first.equals(FAULT) && words.says("from")) {
      if (!script.isEmpty()) {
        throw words.wrong("from", "'for': in a script, a fault begins when its step is done");
      }
      endSettings(false);
      faults.add(FaultLine.read(words, settings));
    } else if (first.equals(STRIKE)) {
      if (!script.isEmpty()) {
        throw words.wrong(first, "steps alone, which drop frames by their own rules");
      }
      endSettings(false);
      strikes.add(StrikeLine.read(words, settings));
    } else if (StepReader.WORDS.contains(first)) {
      if (!faults.isEmpty() || !strikes.isEmpty()) {
        throw words.wrong(first, "declared faults alone, or else steps alone");
      }
      endSettings(true);
      Step step = steps.read(words.again());
      script.add(new Scenario.Statement(words.line(), words.text(), step));
    } else {
      throw words.wrong(
          first,
          "a setting ("
              + String.join(", ", Settings.names())
              + ") or a step ("
              + String.join(", ", StepReader.WORDS)
              + ")");
    }
    words.end();
  }

  private String name() {
    String base = file.substring(file.lastIndexOf('/') + 1);
    return base.endsWith(Scenario.ENDING)
        ? base.substring(0, base.length() - Scenario.ENDING.length())
        : base;
  }
}
