package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;

/** A way of asking the cluster: waits for the outcome. */
interface Asker {
  Outcome ask(Operation operation) throws InterruptedException;
}
