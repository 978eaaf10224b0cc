package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** One client: asks, records, and asks again, until it is told to end. */
final class Worker implements Callable<Void> {

  private final Asker asker;
  private final Script script;
  private final Pace pace;
  private final Recorder recorder;
  private final FailoverMeter meter;
  private final BooleanSupplier over;

  /** What a client does, one operation after another. */
  interface Script {
    /** The next operation. */
    Operation next();

    /** How an operation ended. */
    default void saw(Operation operation, Outcome outcome) {}
  }

  Worker(
      Asker asker,
      Script script,
      Pace pace,
      Recorder recorder,
      FailoverMeter meter,
      BooleanSupplier over) {
    this.asker = asker;
    this.script = script;
    this.pace = pace;
    this.recorder = recorder;
    this.meter = meter;
    this.over = over;
  }

  @Override
  public Void call() throws InterruptedException {
    int process = recorder.newProcess();
    while (!over.getAsBoolean()) {
      pace.await();
      Operation operation = script.next();
      recorder.invoked(process, operation);
      Outcome outcome = asker.ask(operation);
      recorder.returned(process, operation, outcome);
      script.saw(operation, outcome);
      switch (outcome) {
        case Outcome.Unknown open -> process = recorder.newProcess();
        case Outcome.Failed no -> pace.calmDown();
        default -> {
          if (operation.isWrite()) {
            meter.acknowledged();
          }
        }
      }
    }
    return null;
  }
}
