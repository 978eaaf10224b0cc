package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all clients of a run saw, in the order in which they saw it. */
final class SharedHistory {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final HistoryBuilder builder = new HistoryBuilder();
  private final List<Throwable> broken = new ArrayList<>();
  private final Map<String, Integer> doneAt = new TreeMap<>();
  private final Map<String, Integer> errors = new TreeMap<>();
  private int process;
  private int unanswered;
  private boolean over;

  synchronized int invokeRead(int key) {
    return builder.invokeRead(process++, key);
  }

  synchronized int invokeWrite(int key, long value) {
    return builder.invokeWrite(process++, key, value);
  }

  synchronized int invokeCas(int key, long expected, long value) {
    return builder.invokeCas(process++, key, expected, value);
  }

  synchronized void read(int operation, String node, @Nullable Message answer)
      throws MalformedException {
    if (answer != null && answer.type().equals("read_ok")) {
      builder.okRead(operation, answer.number("value"));
      done(node);
    } else if (isError(answer, 20)) {
      builder.okRead(operation, History.ABSENT);
      done(node);
    } else {
      failed(operation, answer);
    }
  }

  synchronized void written(int operation, String node, @Nullable Message answer)
      throws MalformedException {
    if (answer != null && answer.type().equals("write_ok")) {
      builder.ok(operation);
      done(node);
    } else {
      failed(operation, answer);
    }
  }

  synchronized void swapped(int operation, String node, @Nullable Message answer)
      throws MalformedException {
    boolean done = answer != null && answer.type().equals("cas_ok");
    if (done || isError(answer, 20) || isError(answer, 22)) {
      builder.okCas(operation, done);
      done(node);
    } else {
      failed(operation, answer);
    }
  }

  private static boolean isError(@Nullable Message answer, long code) throws MalformedException {
    return answer != null && answer.type().equals("error") && answer.number("code") == code;
  }

  private void done(String node) {
    doneAt.merge(node, 1, Integer::sum);
    notifyAll();
  }

  /**
   * Definite errors are taken at their word: a change that happened all the same is a violation.
   */
  private void failed(int operation, @Nullable Message answer) throws MalformedException {
    if (answer == null) {
      unanswered++;
      builder.info(operation);
      return;
    }
    errors.merge(answer.field("code"), 1, Integer::sum);
    if (answer.number("code") == 0 || answer.number("code") == 13) {
      builder.info(operation);
    } else {
      builder.fail(operation);
    }
  }

  synchronized void broken(Throwable wrong) {
    broken.add(wrong);
    notifyAll();
  }

  /** Returns when each of these nodes has served so many more requests. */
  synchronized void awaitDone(List<String> nodes, int more) throws InterruptedException {
    Map<String, Integer> before = Map.copyOf(doneAt);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!nodes.stream()
        .allMatch(node -> doneAt.getOrDefault(node, 0) - before.getOrDefault(node, 0) >= more)) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || !broken.isEmpty()) {
        throw new AssertionError("not served: " + before + ", now " + this);
      }
      wait(millis);
    }
  }

  /** The clients may end. */
  synchronized void end() {
    over = true;
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized int done() {
    return doneAt.values().stream().mapToInt(count -> count).sum();
  }

  synchronized History build() {
    return builder.build();
  }

  @Override
  public synchronized String toString() {
    return "done " + doneAt + ", errors " + errors + ", unanswered " + unanswered + " " + broken;
  }
}
