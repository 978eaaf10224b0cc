package io.apexkv.sim.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.campaign.Campaign;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives the same trace hash here and in a fresh JVM that differs in all that should
 * not matter: locale, time zone, charset, collector, and interpretation instead of compilation.
 */
class DeterminismTest {

  private static final long SEED = 5; // a short run, whose cluster has faults of many kinds

  @Test
  void aFreshJvmOfAnotherKindGivesTheSameHash() throws Exception {
    RunResult here = Campaign.run(SEED, Set.of());
    String json =
        inFreshJvm(
            "-Xint",
            "-XX:+UseParallelGC",
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Duser.timezone=Pacific/Chatham",
            "-Dfile.encoding=ISO-8859-1");
    String expected = "\"traceHash\":\"" + hex(here.traceHash()) + "\"";
    assertTrue(json.contains(expected), () -> "expected " + expected + " in " + json);
    assertTrue(json.contains("\"events\":" + here.events()), json);
  }

  private static String hex(long hash) {
    String digits = Long.toHexString(hash);
    return "0".repeat(16 - digits.length()) + digits;
  }

  private static String inFreshJvm(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.apexkv.sim.cli.SimCommand", "--json", "--seed", "" + SEED));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
