package io.apexkv.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session's commands are applied at most once, and tables that saw the same log are equal. */
final class SessionTableTest {

  private static final int OK = 0x10;
  private static final int NOT_FOUND = 0x12;
  private static final long TTL = 1_000;

  private final List<String> departures = new ArrayList<>();
  private final SessionTable table =
      new SessionTable((id, evicted) -> departures.add(id + (evicted ? " evicted" : " expired")));

  private int apply(long session, long number, long lowest, long time, int answer) {
    table.expire(time);
    int admission = table.admit(session, number, lowest, time);
    if (admission == SessionTable.NEW) {
      table.remember(session, number, answer);
    }
    return admission;
  }

  @Test
  void aRepeatedNumberGetsItsOldAnswer() {
    table.open(7, 4, TTL, 10, 0);
    assertEquals(SessionTable.NEW, apply(7, 1, 1, 1, NOT_FOUND));
    assertEquals(NOT_FOUND, apply(7, 1, 1, 2, OK));
    assertEquals(NOT_FOUND, table.answered(7, 1));
    assertEquals(SessionTable.NEW, table.answered(7, 2));
  }

  @Test
  void numbersMayComeInAnyOrderInsideTheWindow() {
    table.open(7, 4, TTL, 10, 0);
    assertEquals(SessionTable.NEW, apply(7, 4, 1, 1, OK));
    assertEquals(SessionTable.NEW, apply(7, 2, 1, 1, OK));
    assertEquals(OK, apply(7, 4, 1, 1, OK));
    assertEquals(SessionTable.BEYOND_WINDOW, apply(7, 5, 1, 1, OK));
    assertEquals(SessionTable.NEW, apply(7, 5, 2, 1, OK));
  }

  @Test
  void whatTheClientDeclaredAnsweredIsNeverAppliedAgain() {
    table.open(7, 4, TTL, 10, 0);
    assertEquals(SessionTable.NEW, apply(7, 1, 1, 1, OK));
    assertEquals(SessionTable.NEW, apply(7, 3, 3, 1, OK));
    assertEquals(SessionTable.FORGOTTEN, apply(7, 1, 1, 1, OK));
    assertEquals(SessionTable.FORGOTTEN, apply(7, 2, 1, 1, OK), "abandoned, never applied");
  }

  @Test
  void aSlotIsCleanWhenTheWindowComesRoundToIt() {
    table.open(7, 2, TTL, 10, 0);
    assertEquals(SessionTable.NEW, apply(7, 1, 1, 1, OK));
    assertEquals(SessionTable.NEW, apply(7, 3, 3, 1, OK), "3 shares the slot of 1");
    assertEquals(SessionTable.NEW, apply(7, 1_000_000, 1_000_000, 1, OK));
    assertEquals(SessionTable.NEW, apply(7, 1_000_001, 1_000_000, 1, OK));
    assertEquals(OK, apply(7, 1_000_000, 1_000_000, 1, OK));
  }

  @Test
  void anUnusedSessionExpiresByLogTimeAndAUsedOneDoesNot() {
    table.open(7, 4, TTL, 10, 0);
    table.open(8, 4, TTL, 10, 0);
    apply(8, 1, 1, TTL, OK);
    table.expire(TTL);
    assertEquals(2, table.size(), "exactly the time to live is not yet over it");
    table.expire(TTL + 1);
    assertEquals(List.of("7 expired"), departures);
    assertEquals(SessionTable.EXPIRED, apply(7, 1, 1, TTL + 1, OK));
    assertEquals(OK, apply(8, 1, 1, TTL + 1, OK));
  }

  @Test
  void theLeastRecentlyUsedIsEvictedForRoom() {
    table.open(1, 4, TTL, 2, 0);
    table.open(2, 4, TTL, 2, 0);
    apply(1, 1, 1, 5, OK);
    table.open(3, 4, TTL, 2, 6);
    assertEquals(List.of("2 evicted"), departures);
    assertEquals(2, table.size());
  }

  @Test
  void aClosedSessionIsGone() {
    table.open(1, 4, TTL, 2, 0);
    assertTrue(table.close(1));
    assertFalse(table.close(1));
    assertEquals(SessionTable.EXPIRED, apply(1, 1, 1, 0, OK));
    assertEquals(List.of(), departures, "its client knows");
  }

  @Test
  void theDigestTellsTablesApart() {
    SessionTable twin = new SessionTable((id, evicted) -> {});
    twin.open(7, 4, TTL, 10, 0);
    table.open(7, 4, TTL, 10, 0);
    assertEquals(twin.digest(), table.digest());
    apply(7, 1, 1, 1, OK);
    assertNotEquals(twin.digest(), table.digest());
    twin.admit(7, 1, 1, 1);
    twin.remember(7, 1, NOT_FOUND);
    assertNotEquals(twin.digest(), table.digest(), "another answer");
  }
}
