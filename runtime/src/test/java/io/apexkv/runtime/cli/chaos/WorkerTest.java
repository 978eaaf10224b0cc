package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.ByteString;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerTest {

  private final StringWriter history = new StringWriter();
  private final Recorder recorder = new Recorder(history);
  private final FailoverMeter meter = new FailoverMeter();
  private final Deque<Outcome> outcomes = new ArrayDeque<>();

  @Test
  void anInvocationIsRecordedBeforeItsRequestIsSentAndAReturnAfterItsAnswer() throws Exception {
    outcomes.add(new Outcome.Done());
    Operation other = new Operation.Read(ByteString.of("other"));
    run(
        operation -> {
          int process = recorder.newProcess();
          recorder.invoked(process, other);
          recorder.returned(process, other, new Outcome.NotFound());
          return outcomes.remove();
        });
    assertEquals(List.of("0 invoke write", "1 invoke read", "1 ok read", "0 ok write"), lines());
  }

  @Test
  void afterUnknownTheClientGoesOnAsAnotherProcess() throws Exception {
    outcomes.add(new Outcome.Done());
    outcomes.add(new Outcome.Unknown("TIMEOUT: no answer came in time"));
    outcomes.add(new Outcome.Failed("BUSY: try later"));
    outcomes.add(new Outcome.Done());
    run(operation -> outcomes.remove());
    assertEquals(
        List.of(
            "0 invoke write",
            "0 ok write",
            "0 invoke write",
            "0 info write",
            "1 invoke write",
            "1 fail write",
            "1 invoke write",
            "1 ok write"),
        lines());
    assertEquals(2, recorder.acknowledged());
    assertEquals(1, recorder.unknown());
    assertEquals(1, recorder.failed());
    assertEquals(
        2,
        meter.writesBetween(Long.MIN_VALUE, Long.MAX_VALUE),
        "only acknowledged writes end a failover");
  }

  @Test
  void aFailureInOneOfACrewIsSeenAndThrown() throws Exception {
    try (Crew crew = new Crew()) {
      crew.start(
          () -> {
            throw new IllegalArgumentException("broken");
          });
      IllegalStateException thrown =
          org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, crew::join);
      assertTrue(thrown.getCause() instanceof IllegalArgumentException, thrown::toString);
      assertTrue(crew.hasFailed());
    }
  }

  private void run(Asker asker) throws Exception {
    int[] count = {0};
    Worker.Script script =
        () -> new Operation.Write(ByteString.of("k"), ByteString.of("v" + ++count[0]));
    new Worker(asker, script, new Pace(0, true, 0), recorder, meter, outcomes::isEmpty).call();
    recorder.close();
  }

  /** Process, type and function of every line. */
  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line : history.toString().lines().toList()) {
      lines.add(
          line.replaceFirst(
              "^\\{\"process\":(\\d+),\"type\":\"(\\w+)\",\"f\":\"(\\w+)\".*$", "$1 $2 $3"));
    }
    return lines;
  }
}
