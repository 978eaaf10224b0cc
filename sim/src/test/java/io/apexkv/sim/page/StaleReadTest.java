package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaleReadTest {

  private final HistoryBuilder history = new HistoryBuilder();

  private int write(long value) {
    int operation = history.invokeWrite(1, 0, value);
    history.ok(operation);
    return operation;
  }

  private int read(long value) {
    int operation = history.invokeRead(2, 0);
    history.okRead(operation, value);
    return operation;
  }

  private Optional<StaleRead> proof(int read) {
    return StaleRead.of(history.build(), read);
  }

  @Test
  void aValueThatWasOverwrittenBeforeTheReadBeganIsStale() {
    int first = write(1);
    write(2);
    int last = write(3);
    int read = read(1);
    assertEquals(Optional.of(new StaleRead(read, first, last)), proof(read));
  }

  @Test
  void thatThereIsNothingIsStaleTooOnceSomethingWasWritten() {
    int written = write(1);
    int read = read(History.ABSENT);
    assertEquals(Optional.of(new StaleRead(read, StaleRead.NEVER_WRITTEN, written)), proof(read));
  }

  @Test
  void theNewestValueIsNotStale() {
    write(1);
    write(2);
    assertEquals(Optional.empty(), proof(read(2)));
  }

  @Test
  void anOverwritingWriteThatWasUnderWayProvesNothing() {
    write(1);
    int late = history.invokeWrite(3, 0, 2);
    int read = read(1);
    history.ok(late);
    assertEquals(Optional.empty(), proof(read));
  }

  @Test
  void aWriteThatBeganBeforeTheReadValuesWriteReturnedProvesNothing() {
    int early = history.invokeWrite(3, 0, 2);
    write(1);
    history.ok(early);
    assertEquals(Optional.empty(), proof(read(1)));
  }

  @Test
  void aFailedOrUnknownWriteProvesNothing() {
    write(1);
    history.fail(history.invokeWrite(3, 0, 2));
    history.info(history.invokeWrite(4, 0, 3));
    assertEquals(Optional.empty(), proof(read(1)));
  }

  @Test
  void aValueThatTwoHaveWrittenProvesNothing() {
    write(1);
    write(2);
    write(1);
    assertEquals(Optional.empty(), proof(read(1)));
  }

  @Test
  void thatThereIsNothingAfterADeleteProvesNothing() {
    write(1);
    history.okDelete(history.invokeDelete(1, 0), true);
    assertEquals(Optional.empty(), proof(read(History.ABSENT)));
  }
}
