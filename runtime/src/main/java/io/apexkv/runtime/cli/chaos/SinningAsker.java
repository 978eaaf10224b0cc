package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import java.util.function.BooleanSupplier;

/** Commits {@link Sin#RETRY_UNDER_NEW_SESSION}, and calls it one operation. */
final class SinningAsker implements Asker {

  private final Sessions sessions;
  private final Wait wait;
  private final BooleanSupplier over;
  private Asker session;

  /** Opens sessions. */
  interface Sessions {
    /** A way of asking under a session that was never used. */
    Asker open();
  }

  /** How a sinner spends the time before it tries again. */
  interface Wait {
    void pause() throws InterruptedException;
  }

  /**
   * @param over whether it is too late to try again
   */
  SinningAsker(Sessions sessions, Wait wait, BooleanSupplier over) {
    this.sessions = sessions;
    this.wait = wait;
    this.over = over;
    session = sessions.open();
  }

  @Override
  public Outcome ask(Operation operation) throws InterruptedException {
    Outcome outcome = session.ask(operation);
    while (outcome instanceof Outcome.Unknown && !over.getAsBoolean()) {
      wait.pause();
      session = sessions.open();
      outcome = session.ask(operation);
    }
    return outcome;
  }
}
