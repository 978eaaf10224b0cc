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
    try {
      Plan plan = settings.plan(faults, strikes);
      return new Scenario(name(), story, plan);
    } catch (IllegalArgumentException contradiction) {
      throw new ScenarioError(file, String.valueOf(contradiction.getMessage()));
    }
  }

  private void line(Words words) {
    String first = words.next("a word");
    if (first.equals(FAULT)) {
      faults.add(FaultLine.read(words, settings.everyNode()));
      words.end();
    } else if (first.equals(STRIKE)) {
      strikes.add(StrikeLine.read(words));
      words.end();
    } else if (!settings.set(first, words)) {
      throw words.wrong(
          first,
          "'" + FAULT + "', '" + STRIKE + "' or a setting: " + String.join(", ", Settings.names()));
    } else if (!faults.isEmpty() || !strikes.isEmpty()) {
      throw words.wrong(first, "settings before faults and strikes");
    }
  }

  private String name() {
    String base = file.substring(file.lastIndexOf('/') + 1);
    return base.endsWith(Scenario.ENDING)
        ? base.substring(0, base.length() - Scenario.ENDING.length())
        : base;
  }
}
