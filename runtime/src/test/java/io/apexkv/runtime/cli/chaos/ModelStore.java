package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.ByteString;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A store in memory that applies everything at once, and may lose the answer. */
final class ModelStore implements SinningAsker.Session {

  private final Map<ByteString, ByteString> values = new TreeMap<>();
  private boolean losesNextAnswer;

  /** It will lose the answer of the next request. */
  void loseNextAnswer() {
    losesNextAnswer = true;
  }

  @Override
  public Outcome ask(Operation operation) {
    Outcome outcome = apply(operation);
    boolean lost = losesNextAnswer;
    losesNextAnswer = false;
    return lost ? new Outcome.Unknown("TIMEOUT: no answer came in time") : outcome;
  }

  @Override
  public void end() {}

  private Outcome apply(Operation operation) {
    ByteString key = operation.key();
    ByteString old = values.get(key);
    return switch (operation) {
      case Operation.Read read ->
          old == null ? new Outcome.NotFound() : new Outcome.Value(old.toByteArray());
      case Operation.Write write -> {
        values.put(key, write.value());
        yield new Outcome.Done();
      }
      case Operation.Cas cas -> {
        boolean swaps = Objects.equals(old, cas.expected());
        if (swaps) {
          values.put(key, cas.value());
        }
        yield swaps ? new Outcome.Done() : new Outcome.CasFailed();
      }
      case Operation.Delete delete ->
          values.remove(key) == null ? new Outcome.NotFound() : new Outcome.Done();
    };
  }
}
