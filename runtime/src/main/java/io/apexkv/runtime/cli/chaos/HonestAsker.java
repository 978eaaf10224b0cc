package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.ApexClient;
import io.apexkv.client.core.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Asks by the Java client, which tries again by itself as far as that is safe, and takes UNKNOWN
 * for an answer.
 */
record HonestAsker(ApexClient client) implements Asker {

  @Override
  public Outcome ask(Operation operation) throws InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    client.submit(operation.request(), outcome::complete);
    try {
      return outcome.get();
    } catch (ExecutionException impossible) { // nobody completes it so
      throw new IllegalStateException(impossible);
    }
  }
}
