package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.runtime.cli.local.TrialSnapshot;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

  private static final long MILLI = 1_000_000;
  private static final String BLOW = " 1.0 s  kill -9 of node 1, the leader";

  private final FailoverMeter meter = new FailoverMeter();
  private final Story story = new Story(0);

  @Test
  void aFailoverIsToldWhenAWriteCameAfterANewLeaderWasSeen() {
    meter.dealt(new Blow(StrikeKind.KILL_LEADER, 1_000 * MILLI, 1, 4, true));
    meter.acknowledgedAt(1_001 * MILLI);
    story.look(snapshot(999, 1, 4), meter);
    assertEquals(List.of(BLOW), story.lines(), "the answer of one who died since");
    story.look(snapshot(1_100, 0, 0), meter);
    story.look(snapshot(1_180, 3, 5), meter);
    assertEquals(List.of(BLOW), story.lines(), "it leads, but nothing was written yet");
    meter.acknowledgedAt(1_200 * MILLI);
    story.look(snapshot(1_210, 3, 5), meter);
    assertEquals(List.of(BLOW, " 1.2 s  node 3 leads; writes go on after 200 ms"), story.lines());
    story.look(snapshot(1_300, 3, 5), meter);
    assertEquals(2, story.lines().size(), "everything is told once");
  }

  @Test
  void pausesAndTheEndOfAllAreToldByTheirNames() {
    meter.dealt(new Blow(StrikeKind.PAUSE_LEADER, 1_000 * MILLI, 2, 4, true));
    meter.dealt(new Blow(StrikeKind.KILL_ALL, 12_340 * MILLI, 0, 5, false));
    story.look(snapshot(12_400, 0, 0), meter);
    assertEquals(
        List.of(
            " 1.0 s  pause of node 2, the leader (SIGSTOP)",
            "12.3 s  kill -9 of all nodes at once"),
        story.lines());
  }

  private static TrialSnapshot snapshot(long asOfMillis, int leader, long term) {
    return new TrialSnapshot(
        asOfMillis * MILLI,
        List.of(State.FOLLOWER, State.FOLLOWER, State.FOLLOWER),
        leader,
        term,
        false);
  }
}
