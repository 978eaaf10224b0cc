package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apexkv.sim.history.HistoryReader;
import io.apexkv.sim.history.RecordedHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories that others recorded and judged; they are not part of this repository. */
class KnownVerdictsTest {
  private static final int TIMEOUT_SECONDS = 20;

  @Test
  @Timeout(
      value = TIMEOUT_SECONDS,
      unit = TimeUnit.SECONDS,
      threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyHistoryOfOthersGetsTheVerdictThatTheyKnow() throws Exception {
    Path folder = repository().resolveSibling("shared").resolve("histories");
    Path verdicts = folder.resolve("verdicts.csv");
    assumeTrue(Files.exists(verdicts), "skipped: there are no histories of others in " + folder);
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (String line : Files.readAllLines(verdicts)) {
      String[] fields = line.split(",", -1);
      if (fields[0].equals("file")) {
        continue;
      }
      checked++;
      Verdict expected =
          Boolean.parseBoolean(fields[1]) ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE;
      Verdict verdict = verdict(folder.resolve(fields[0]));
      if (verdict != expected) {
        wrong.add(fields[0] + ": " + verdict);
      }
    }
    assertEquals(List.of(), wrong);
    assertFalse(checked == 0, "the list of verdicts is empty");
  }

  private static Verdict verdict(Path file) throws Exception {
    RecordedHistory recorded = HistoryReader.of(Files.readAllBytes(file)).read(Optional.empty());
    return LinearizabilityChecker.check(recorded.history(), recorded.model(), Budget.UNLIMITED)
        .verdict();
  }

  /** The folder above this one that holds the Maven wrapper. */
  private static Path repository() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    throw new AssertionError("no folder above holds mvnw");
  }
}
