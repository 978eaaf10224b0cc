package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.cli.ScenarioFiles;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever a scenario's text says, it is understood or answered; what is understood can be run. */
class ScenarioFuzzTest {

  /** Words that golden scenarios have no reason to say. */
  private static final List<String> ODD =
      List.of(
          "",
          "0",
          "-1",
          "+1",
          "7",
          "9",
          "10",
          "16",
          "999999999",
          "2147483647",
          "-2147483648",
          "99999999999999999999",
          "1e9",
          "0ns",
          "1ns",
          "0s",
          "86400s",
          "999999999s",
          "0B",
          "1B",
          "64B",
          "4KiB",
          "16MiB",
          "2GiB",
          "none",
          "all",
          "leader",
          "but",
          "9,9",
          "1,2,3,4,5,6,7,8",
          "no-such-name",
          "#",
          "=",
          ">=",
          "1..999999999",
          "5..1",
          "1*9999",
          "\u0663",
          "\u0000",
          "\u00e9",
          "magnitude",
          "group",
          "clients",
          "until",
          "fault",
          "strike",
          "given",
          "start");

  private static final List<String> TEXTS = texts();
  private static final List<String> WORDS = words();

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String name : ScenarioFiles.names()) {
      texts.add(ScenarioFiles.golden(name).orElseThrow());
    }
    for (long seed = 1; seed <= 20; seed++) {
      texts.add(ScenarioWriter.write("A seed.", Planner.plan(seed)));
    }
    return texts;
  }

  private static List<String> words() {
    TreeSet<String> words = new TreeSet<>(ODD);
    for (String text : TEXTS) {
      text.lines().filter(line -> !line.startsWith("#")).forEach(l -> words.addAll(split(l)));
    }
    return List.copyOf(words);
  }

  private static List<String> split(String line) {
    return List.of(line.split(" ", -1));
  }

  /**
   * One to three changes, each of a line: another word, one less, one more; the line twice or gone.
   */
  @Provide
  Arbitrary<String> mutated() {
    return Combinators.combine(Arbitraries.of(TEXTS), changes())
        .as((text, changes) -> mutate(text, changes, WORDS));
  }

  private static Arbitrary<List<Integer>> changes() {
    return Arbitraries.integers().between(0, 1 << 20).list().ofMinSize(4).ofMaxSize(12);
  }

  private static String mutate(String text, List<Integer> changes, List<String> words) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = 0; i + 3 < changes.size(); i += 4) {
      int at = storyLines(lines) + changes.get(i + 1) % Math.max(1, lines.size());
      if (at < lines.size()) {
        change(lines, at, changes.get(i) % 6, changes.get(i + 2), changes.get(i + 3), words);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** Stories may say what they like. */
  private static int storyLines(List<String> lines) {
    int count = 0;
    while (count < lines.size() && lines.get(count).startsWith("#")) {
      count++;
    }
    return count;
  }

  private static void change(
      List<String> lines, int at, int how, int which, int word, List<String> pool) {
    List<String> words = new ArrayList<>(split(lines.get(at)));
    int place = which % words.size();
    String other = pool.get(word % pool.size());
    switch (how) {
      case 0, 1 -> words.set(place, other);
      case 2 -> words.remove(place);
      case 3 -> words.add(place, other);
      case 4 -> lines.add(word % lines.size(), lines.get(at));
      default -> words.clear();
    }
    if (how != 4) {
      lines.set(at, String.join(" ", words));
    }
  }

  /** The scenario, or null if it was answered properly. */
  private static @Nullable Scenario read(String text) {
    try {
      return ScenarioReader.read("s.scenario", text);
    } catch (ScenarioError error) {
      String message = String.valueOf(error.getMessage());
      assertTrue(message.matches("s\\.scenario:\\d+: found .*, expected .*"), message);
      return null;
    }
  }

  @Property(tries = 2_000)
  void whateverLinesSayTheyAreAScenarioOrAnsweredAndItsWorldCanBeMade(
      @ForAll("mutated") String text) {
    Scenario scenario = read(text);
    if (scenario != null) {
      World world = World.idle(scenario.plan(), KernelSubject.FACTORY);
      assertEquals(scenario.plan().cluster().nodes(), world.size());
    }
  }

  /** Scripts alone, since a plan takes as long as a seed; with the words of scripts. */
  @Provide
  Arbitrary<String> mutatedScripts() {
    List<String> scripts = TEXTS.stream().filter(ScenarioFuzzTest::isScript).toList();
    TreeSet<String> words = new TreeSet<>();
    scripts.forEach(
        text -> text.lines().filter(l -> !l.startsWith("#")).forEach(l -> words.addAll(split(l))));
    return Combinators.combine(Arbitraries.of(scripts), changes())
        .as((text, changes) -> mutate(text, changes, List.copyOf(words)));
  }

  private static boolean isScript(String text) {
    return ScenarioReader.read("s.scenario", text).isScript();
  }

  @Property(tries = 150, seed = "11", shrinking = ShrinkingMode.OFF)
  void whatIsUnderstoodRunsToAVerdict(@ForAll("mutatedScripts") String text) {
    Scenario scenario = read(text);
    if (scenario != null && scenario.isScript()) {
      ScenarioResult.Failure failure = Scenarios.run(scenario, KernelSubject.FACTORY).failure();
      String check = failure == null ? "" : failure.check();
      assertNotEquals("exception", check, () -> text + failure);
    }
  }

  /** The mutations are neither so tame nor so wild that nothing is tried. */
  @Example
  void someMutationsAreUnderstoodAndSomeAreNot() {
    int understood = 0;
    int answered = 0;
    for (int i = 0; i < 200; i++) {
      int step = 7919 * i;
      List<Integer> changes = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        changes.add((step + 104_729 * k) % (1 << 20));
      }
      boolean isRead = read(mutate(TEXTS.get(i % TEXTS.size()), changes, WORDS)) != null;
      understood += isRead ? 1 : 0;
      answered += isRead ? 0 : 1;
    }
    assertTrue(understood > 10 && answered > 10, understood + " and " + answered);
  }
}
