package io.apexkv.runtime.cli.repl;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.ClusterView;
import io.apexkv.runtime.cli.local.MetricsTable;
import io.apexkv.runtime.cli.local.StatusJson;
import io.apexkv.runtime.cli.local.StatusTable;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;

/** Runs statements one after the other and shows what came of each. */
final class Interpreter {

  /** The cluster that statements are about. */
  interface Target {

    /** Asks, and waits for the outcome. */
    Outcome ask(ClientRequest request);

    /** The node that the user named; null if any will do. */
    @Nullable
    String address();

    /** Looks at all nodes; null if none answers. */
    @Nullable
    ClusterView view() throws IOException;
  }

  private final Target target;
  private final Screen screen;
  private final boolean json;
  private final boolean timings;
  private Result worst = Result.FINE;

  /**
   * @param json whether every answer is a JSON object on a line
   * @param timings whether answers tell how long they took
   */
  Interpreter(Target target, Screen screen, boolean json, boolean timings) {
    this.target = target;
    this.screen = screen;
    this.json = json;
    this.timings = timings;
  }

  /** The worst result so far. */
  Result worst() {
    return worst;
  }

  /**
   * Runs a statement.
   *
   * @return false if it was the last
   */
  boolean run(Statement statement) throws IOException {
    Result result =
        switch (statement) {
          case Statement.Nothing() -> Result.FINE;
          case Statement.Exit() -> Result.FINE;
          case Statement.Operation operation -> operation(operation);
          case Statement.Ping() -> ping();
          case Statement.Metrics() -> metrics();
          case Statement.Status() -> status();
          case Statement.Help(Verb about) -> help(about);
        };
    worst = worst.and(result);
    screen.out().flush();
    return !(statement instanceof Statement.Exit);
  }

  private Result operation(Statement.Operation operation) {
    long began = System.nanoTime();
    Outcome outcome = target.ask(operation.request());
    long took = System.nanoTime() - began;
    OutcomeText text = OutcomeText.of(outcome, operation.isWrite(), screen.terminal());
    if (json) {
      screen.say(OutcomeText.json(operation, outcome, took));
    } else {
      say(text.text(), text.style(), took);
    }
    return text.result();
  }

  private Result ping() {
    long began = System.nanoTime();
    Outcome outcome = target.ask(ClientRequest.ping(target.address()));
    long took = System.nanoTime() - began;
    OutcomeText text = OutcomeText.of(outcome, false, screen.terminal());
    if (json) {
      screen.say(OutcomeText.json("PING", text, took));
    } else {
      say(text.text(), text.style(), took);
    }
    return text.result();
  }

  private void say(String text, Style style, long tookNanos) {
    String time = timings ? "  " + screen.paint(Style.DIM, "(" + Units.took(tookNanos) + ")") : "";
    screen.say(screen.paint(style, text) + time);
  }

  private Result metrics() throws IOException {
    ClusterView view = target.view();
    if (view == null) {
      return silence();
    }
    if (json) {
      screen.say(StatusJson.of(view));
    } else {
      MetricsTable.of(view).lines(screen.colour()).forEach(screen::say);
    }
    return Result.FINE;
  }

  private Result status() throws IOException {
    ClusterView view = target.view();
    if (view == null) {
      return silence();
    }
    if (json) {
      screen.say(StatusJson.of(view));
    } else {
      new StatusTable(view, target.address() == null, screen).print();
    }
    return view.health().isHealthy() ? Result.FINE : Result.NO;
  }

  private Result silence() {
    screen.say(screen.paint(Style.BAD, "no node answers"));
    return Result.NO;
  }

  private Result help(@Nullable Verb about) {
    if (about != null) {
      screen.say(about.synopsis + "   " + about.summary);
      screen.say("for example: " + about.example);
      return Result.FINE;
    }
    for (Verb verb : Verb.values()) {
      screen.say("  %-22s  %s".formatted(verb.synopsis, verb.summary));
    }
    screen.say("");
    screen.say(
        "A key or value with blanks stands in quotes: 'as it is', or \"with \\n \\t \\x00\".");
    return Result.FINE;
  }
}
