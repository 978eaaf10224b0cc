package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.Outcome;
import java.util.function.BooleanSupplier;

/** Commits {@link Sin#RETRY_UNDER_NEW_SESSION}, and calls it one operation. */
final class SinningAsker implements Asker {

  private final Sessions sessions;
  private final Wait wait;
  private final BooleanSupplier over;
  private Session session;

  /** Opens sessions. */
  interface Sessions {
    /** A session that was never used. */
    Session open();
  }

  /** Asks under one session. */
  interface Session extends Asker {
    /** It will not be used any more. */
    void end();
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
      session.end();
      wait.pause();
      session = sessions.open();
      outcome = session.ask(operation);
    }
    return outcome;
  }
}
