package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new SimCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void oneSeedPrintsItsPlanItsVerdictAndItsHash() {
    assertEquals(0, run("--seed", "5"), out::toString);
    String text = out.toString();
    assertTrue(text.startsWith("seed: 5\n"), text);
    assertTrue(text.contains("trace hash: ") && text.contains("verdict: passed"), text);
  }

  @Test
  void aCampaignPrintsItsSums() {
    assertEquals(0, run("--seeds", "5..6", "--jobs", "1"), out::toString);
    String text = out.toString();
    assertTrue(text.contains("2 seeds in ") && text.contains("verdict: passed"), text);
    assertTrue(text.contains("leader changes: "), text);
  }

  @Test
  void aCampaignAsJsonIsOneObject() {
    assertEquals(0, run("--seeds", "5..5", "--json"), out::toString);
    String text = out.toString();
    assertTrue(text.startsWith("{\"seeds\":1,\"passed\":true,"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5..", "..5", "9..5", "a..b", "5...9"})
  void aRangeThatIsNoneIsAMistakeOfTheUser(String range) {
    assertEquals(2, run("--seeds", range));
    assertTrue(err.toString().contains("expected A..B"), err::toString);
  }

  @Test
  void eitherSeedsOrASeedMustBeGiven() {
    assertEquals(2, run());
    assertEquals(2, run("--seed", "1", "--seeds", "1..2"));
    assertEquals(2, run("--seeds", "1..2", "--jobs", "0"));
  }
}
