package io.apexkv.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.client.Request;
import io.apexkv.sim.client.Request.Kind;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.world.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The oracles that judge what clients saw. */
class HistoryOraclesTest {

  private static final int KEY = 3;

  private final HistoryBuilder history = new HistoryBuilder();
  private final ExactlyOnce exactlyOnce = new ExactlyOnce();
  private final ConnectionOrder order = new ConnectionOrder(KEY);

  private static void fails(Oracle oracle, Executable act) {
    assertEquals(oracle.name(), assertThrows(Violation.class, act).check());
  }

  private int written(long value) {
    int operation = history.invokeWrite(1, KEY, value);
    history.ok(operation);
    return operation;
  }

  private void read(long value) {
    int operation = history.invokeRead(2, KEY);
    history.okRead(operation, value);
  }

  private void swapped(long expected, long value, boolean yes) {
    int operation = history.invokeCas(1, KEY, expected, value);
    history.okCas(operation, yes);
  }

  @Test
  void anOrdinaryHistoryPasses() {
    written(10);
    swapped(10, 11, true);
    swapped(10, 12, false);
    history.info(history.invokeWrite(3, KEY, 13));
    read(13);
    swapped(13, 14, true);
    exactlyOnce.check(history.build());
    assertTrue(new Linearizable().check(history.build()));
  }

  @Test
  void aStaleReadIsNotLinearizable() {
    written(10);
    written(11);
    read(10);
    Linearizable oracle = new Linearizable();
    fails(oracle, () -> oracle.check(history.build()));
  }

  @Test
  void aReadOfWhatNobodyWroteIsFound() {
    written(10);
    read(77);
    fails(exactlyOnce, () -> exactlyOnce.check(history.build()));
  }

  @Test
  void aFailedWriteThatWasAppliedIsFound() {
    history.fail(history.invokeWrite(1, KEY, 10));
    read(10);
    fails(exactlyOnce, () -> exactlyOnce.check(history.build()));
  }

  @Test
  void aCompareAndSetThatSaidNoAndWasAppliedIsFound() {
    written(10);
    swapped(10, 11, false);
    read(11);
    fails(exactlyOnce, () -> exactlyOnce.check(history.build()));
  }

  @Test
  void aWriteThatWasAppliedTwiceIsFoundByTwoSwapsOfIt() {
    history.info(history.invokeWrite(3, KEY, 10));
    swapped(10, 11, true);
    swapped(10, 12, true);
    fails(exactlyOnce, () -> exactlyOnce.check(history.build()));
  }

  private static Request request(Kind kind, long value, long expected) {
    return new Request(kind, KEY, value, expected, 8);
  }

  private void put(int operation, long value) {
    order.sent(request(Kind.PUT, value, Request.ABSENT), operation);
  }

  private void get(int operation) {
    order.sent(request(Kind.GET, Request.ABSENT, Request.ABSENT), operation);
  }

  @Test
  void aGetSeesTheWritesBeforeItAndNoneAfter() {
    put(1, 10);
    get(2);
    put(3, 11);
    get(4);
    order.ok(KEY, 1);
    order.read(KEY, 2, 10);
    order.ok(KEY, 3);
    order.read(KEY, 4, 11);
    assertEquals(4, order.checked());
  }

  @Test
  void aGetThatMissesAWriteBeforeItIsFound() {
    put(1, 10);
    get(2);
    order.ok(KEY, 1);
    fails(order, () -> order.read(KEY, 2, Request.ABSENT));
  }

  @Test
  void aGetThatSeesAWriteBehindItIsFound() {
    put(1, 10);
    get(2);
    put(3, 11);
    order.ok(KEY, 1);
    fails(order, () -> order.read(KEY, 2, 11));
  }

  @Test
  void answersInAnotherOrderAreFound() {
    put(1, 10);
    put(2, 11);
    fails(order, () -> order.ok(KEY, 2));
  }

  @Test
  void aSwapThatCanNotHaveBeenIsFound() {
    put(1, 10);
    order.sent(request(Kind.CAS, 12, 11), 2);
    order.ok(KEY, 1);
    fails(order, () -> order.ok(KEY, 2));
  }

  @Test
  void aSwapThatMustHaveBeenIsFound() {
    put(1, 10);
    order.sent(request(Kind.CAS, 12, 10), 2);
    order.ok(KEY, 1);
    fails(order, () -> order.casFailed(KEY, 2));
  }

  @Test
  void aDeleteThatFoundNothingWhereSomethingWasIsFound() {
    put(1, 10);
    order.sent(request(Kind.DEL, Request.ABSENT, Request.ABSENT), 2);
    order.ok(KEY, 1);
    fails(order, () -> order.deleted(KEY, 2, false));
  }

  @Test
  void whatFailedHasNoPlaceAndAfterTheUnknownNothingIsSaid() {
    put(1, 10);
    put(2, 11);
    get(3);
    order.failed(KEY, 2);
    order.ok(KEY, 1);
    order.read(KEY, 3, 10);
    put(4, 12);
    get(5);
    order.unknown(KEY, 4);
    assertTrue(order.isUnsure(KEY));
    order.read(KEY, 5, 77);
  }

  @Test
  void keysThatOthersWriteTooAreNotJudged() {
    ConnectionOrder shared = new ConnectionOrder(KEY + 1);
    shared.sent(request(Kind.PUT, 10, Request.ABSENT), 1);
    shared.read(KEY, 2, 77);
    assertEquals(0, shared.checked());
    assertEquals(0, history.build().size(), "a history is another matter");
    assertEquals(History.ABSENT, Request.ABSENT);
  }
}
