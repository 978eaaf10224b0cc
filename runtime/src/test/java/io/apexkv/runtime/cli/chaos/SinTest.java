package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.linearizability.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that sends an UNKNOWN write again under another session is convicted, and one that takes
 * UNKNOWN for an answer is not, in the same story: the write was applied, its answer was lost.
 */
class SinTest {

  private static final ByteString KEY = ByteString.of("k");
  private static final Operation.Read READ = new Operation.Read(KEY);

  @TempDir private Path directory;

  private final ModelStore store = new ModelStore();

  /** What others do between the lost answer and the end of the first client's operation. */
  private interface Meanwhile {
    void happens(Recorder recorder);
  }

  @Test
  void aValueThatComesBackAfterItWasOverwrittenConvictsTheSinner() throws Exception {
    Judgement judgement = retried(write("mine"), this::othersReadAndOverwrite);
    assertEquals(Verdict.NOT_LINEARIZABLE, judgement.verdict());
    assertTrue(judgement.explanation().getFirst().contains("read of mine"), judgement::toString);
  }

  @Test
  void aSwapThatIsReportedAsRefusedConvictsTheSinner() throws Exception {
    Operation cas = new Operation.Cas(KEY, null, ByteString.of("mine"));
    Judgement judgement = retried(cas, recorder -> act(recorder, READ));
    assertEquals(Verdict.NOT_LINEARIZABLE, judgement.verdict());
    assertTrue(judgement.explanation().toString().contains("refused"), judgement::toString);
  }

  @Test
  void whoTakesUnknownForAnAnswerIsAcquitted() throws Exception {
    Judgement judgement = left(write("mine"), this::othersReadAndOverwrite);
    assertEquals(Verdict.LINEARIZABLE, judgement.verdict());
    Operation cas = new Operation.Cas(KEY, null, ByteString.of("mine"));
    assertEquals(Verdict.LINEARIZABLE, left(cas, recorder -> act(recorder, READ)).verdict());
  }

  private void othersReadAndOverwrite(Recorder recorder) {
    act(recorder, READ);
    act(recorder, write("theirs"));
    act(recorder, READ);
  }

  /** The operation's answer is lost, others act, and it is tried again under another session. */
  private Judgement retried(Operation operation, Meanwhile others) throws Exception {
    Path file = directory.resolve("sinner.jsonl");
    try (Recorder recorder = new Recorder(Files.newBufferedWriter(file))) {
      SinningAsker sinner =
          new SinningAsker(() -> store, () -> others.happens(recorder), () -> false);
      int process = recorder.newProcess();
      store.loseNextAnswer();
      recorder.invoked(process, operation);
      recorder.returned(process, operation, sinner.ask(operation));
      act(recorder, READ);
    }
    return Judgement.of(file, Duration.ofMinutes(1));
  }

  /** The same, but nobody tries again. */
  private Judgement left(Operation operation, Meanwhile others) throws Exception {
    Path file = directory.resolve("honest.jsonl");
    try (Recorder recorder = new Recorder(Files.newBufferedWriter(file))) {
      store.ask(new Operation.Delete(KEY));
      int process = recorder.newProcess();
      store.loseNextAnswer();
      recorder.invoked(process, operation);
      Outcome outcome = store.ask(operation);
      others.happens(recorder);
      recorder.returned(process, operation, outcome);
      act(recorder, READ);
      assertEquals(Optional.of(1L), Optional.of(recorder.unknown()));
    }
    return Judgement.of(file, Duration.ofMinutes(1));
  }

  private void act(Recorder recorder, Operation operation) {
    int process = recorder.newProcess();
    recorder.invoked(process, operation);
    recorder.returned(process, operation, store.ask(operation));
  }

  private static Operation write(String value) {
    return new Operation.Write(KEY, ByteString.of(value));
  }
}
