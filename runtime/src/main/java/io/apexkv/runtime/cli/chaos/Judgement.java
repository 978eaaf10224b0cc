package io.apexkv.runtime.cli.chaos;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryReader;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.UnreadableHistoryException;
import io.apexkv.sim.linearizability.CheckResult;
import io.apexkv.sim.linearizability.Explanation;
import io.apexkv.sim.linearizability.LinearizabilityChecker;
import io.apexkv.sim.linearizability.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a recorded history is linearizable: the file is read again and checked as {@code ./apex
 * check} does, so that both say the same, with the same line numbers.
 *
 * @param keys keys that have operations
 * @param tookNanos how long reading and checking took
 * @param explanation why not, a few lines; or which keys are not decided; empty if all is well
 */
record Judgement(
    Verdict verdict, int operations, int keys, long tookNanos, List<String> explanation) {

  private static final int STEPS_BETWEEN_CLOCK_READINGS = 1 << 12;

  /** Reads and checks a history; after {@code limit} the verdict is UNKNOWN. */
  static Judgement of(Path file, Duration limit) throws IOException {
    long beganNanos = System.nanoTime();
    History history;
    try {
      history =
          HistoryReader.of(Files.readAllBytes(file)).read(Optional.of(Model.REGISTER)).history();
    } catch (UnreadableHistoryException ours) {
      throw new IllegalStateException("the history that was just written", ours);
    }
    CheckResult result =
        LinearizabilityChecker.check(
            history,
            Model.REGISTER,
            steps ->
                steps % STEPS_BETWEEN_CLOCK_READINGS == 0
                    && System.nanoTime() - beganNanos > limit.toNanos());
    return new Judgement(
        result.verdict(),
        history.size(),
        result.keyCount(),
        System.nanoTime() - beganNanos,
        explain(history, result));
  }

  private static List<String> explain(History history, CheckResult result) {
    return switch (result.verdict()) {
      case LINEARIZABLE -> List.of();
      case UNKNOWN ->
          List.of(
              "not decided in time: keys "
                  + String.join(
                      ", ", result.undecidedKeys().stream().map(history::keyName).toList()));
      case NOT_LINEARIZABLE ->
          result
              .violation()
              .map(violation -> new Explanation(history, Model.REGISTER, "line").lines(violation))
              .orElse(List.of("no time was left to find out where"));
    };
  }

  /** As {@code ./apex check} says it. */
  String verdictWords() {
    return switch (verdict) {
      case LINEARIZABLE -> "linearizable";
      case NOT_LINEARIZABLE -> "not linearizable";
      case UNKNOWN -> "unknown";
    };
  }
}
