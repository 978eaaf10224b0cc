package io.apexkv.sim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.client.Request.Kind;
import io.apexkv.sim.history.Action;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Outcome;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final Journal journal = new Journal();

  private int invoke(Kind kind) {
    long value = kind == Kind.PUT || kind == Kind.CAS ? 9 : Request.ABSENT;
    return journal.invoke(1, new Request(kind, 2, value, Request.ABSENT, 8));
  }

  @Test
  void whatClientsSawBecomesTheHistory() {
    journal.written(invoke(Kind.PUT));
    journal.read(invoke(Kind.GET), 9);
    journal.failed(invoke(Kind.DEL));
    journal.unknown(invoke(Kind.CAS));
    History history = journal.history();
    assertEquals(4, history.size());
    assertEquals(Action.WRITE, history.action(0));
    assertEquals(9, history.value(1));
    assertEquals(Outcome.FAILED, history.outcome(2));
    assertEquals(Outcome.UNKNOWN, history.outcome(3));
    assertEquals(1, journal.acknowledgedWrites());
    assertEquals(1, journal.acknowledgedReads());
    assertEquals(1, journal.failed());
    assertEquals(1, journal.unknown());
  }

  @Test
  void onlyOperationsInvokedWhileCountingCount() {
    int before = invoke(Kind.PUT);
    journal.beginCounting();
    int during = invoke(Kind.PUT);
    int late = invoke(Kind.GET);
    invoke(Kind.DEL);
    journal.endCounting();
    int after = invoke(Kind.GET);
    journal.written(before);
    journal.written(during);
    journal.read(after, Request.ABSENT);
    journal.read(late, Request.ABSENT);
    assertEquals(new Journal.Service(2, 3), journal.service());
    assertEquals(new Journal.Service(1, 2), journal.serviceWithoutRoom(), "GET and DEL");
  }

  @Test
  void whoIsToldWhoElseLeadsIsNotOwedAnAnswerHere() {
    int before = invoke(Kind.GET);
    journal.beginCounting();
    int sentAway = invoke(Kind.GET);
    int refused = invoke(Kind.GET);
    int served = invoke(Kind.GET);
    journal.elsewhere(before);
    journal.elsewhere(sentAway);
    journal.failed(refused);
    journal.read(served, 9);
    assertEquals(new Journal.Service(1, 2), journal.service());
    assertEquals(new Journal.Service(1, 2), journal.serviceWithoutRoom());
    assertEquals(3, journal.failed());
  }
}
