package io.apexkv.client.core;

/** Told the outcome of one request, exactly once. */
@FunctionalInterface
public interface Completion {

  /**
   * The request has ended. Called from inside an input of the core, after everything else that the
   * input does; it may call {@link ClientCore#submit} and must not throw.
   */
  void completed(Outcome outcome);
}
