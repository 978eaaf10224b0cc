package io.apexkv.sim.scenario;

import io.apexkv.sim.run.KernelSubject;

/** Scenarios as tests write them: without a story, and run at once. */
final class Told {

  private Told() {}

  static Scenario read(String... lines) {
    return ScenarioReader.read("test.scenario", "# A test.\n" + String.join("\n", lines));
  }

  static ScenarioResult run(String... lines) {
    return Scenarios.run(read(lines), KernelSubject.FACTORY);
  }

  /** What went wrong, as {@code check: message}; empty if nothing did. */
  static String failure(String... lines) {
    ScenarioResult.Failure failure = run(lines).failure();
    return failure == null ? "" : failure.check() + ": " + failure.message();
  }
}
