package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.ByteString;
import java.util.ArrayList;
import java.util.List;

/** Writes every key once, so that each acknowledged write can be looked for afterwards. */
final class DemoScript implements Worker.Script {

  private final String writer;
  private final List<ByteString> acknowledged = new ArrayList<>();
  private long count;

  /**
   * @param writer a name that no other client has
   */
  DemoScript(String writer) {
    this.writer = writer;
  }

  @Override
  public Operation next() {
    ByteString key = ByteString.of(writer + "-" + ++count);
    return new Operation.Write(key, valueOf(key));
  }

  /** What is written to a key. */
  static ByteString valueOf(ByteString key) {
    return ByteString.of("value of ").concat(key);
  }

  @Override
  public void saw(Operation operation, Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      acknowledged.add(operation.key());
    }
  }

  /** The keys whose write was acknowledged; to be asked when the worker has ended. */
  List<ByteString> acknowledged() {
    return acknowledged;
  }
}
