package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.local.TrialSnapshot;
import io.apexkv.runtime.cli.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened, told line by line while it happens: each blow, and who leads after it and how long
 * nothing could be written.
 */
final class Story {

  private final long beganNanos;
  private final List<String> lines = new ArrayList<>();
  private int told;
  private boolean open;

  /** When a new leader was seen first after the last blow; 0 before. */
  private long ledSinceNanos;

  /**
   * @param beganNanos when the story begins, of {@link System#nanoTime}
   */
  Story(long beganNanos) {
    this.beganNanos = beganNanos;
  }

  /** Looks at what has happened since the last look. */
  void look(TrialSnapshot now, FailoverMeter meter) {
    List<Blow> blows = meter.blows();
    while (told < blows.size()) {
      tellBlow(blows.get(told++));
      open = true;
      ledSinceNanos = 0;
    }
    if (!open) {
      return;
    }
    Blow last = blows.getLast();
    boolean led = now.leader() != 0 && now.term() > last.term();
    if (led && ledSinceNanos == 0 && now.asOfNanos() > last.atNanos()) {
      ledSinceNanos = now.asOfNanos();
    }
    if (ledSinceNanos != 0 && led && meter.lastWriteNanos() > ledSinceNanos) {
      for (FailoverMeter.Failover failover : meter.failovers()) {
        if (failover.blow().equals(last)) {
          tellFailover(failover, now.leader());
        }
      }
      open = false;
    }
  }

  private void tellBlow(Blow blow) {
    String node = "node " + blow.node() + (blow.hitsLeader() ? ", the leader" : "");
    tell(
        blow.atNanos(),
        switch (blow.kind()) {
          case KILL_ALL -> "kill -9 of all nodes at once";
          case KILL_LEADER, KILL_TWO_LEADERS, KILL_FOLLOWER -> "kill -9 of " + node;
          case PAUSE_LEADER, PAUSE_FOLLOWER -> "pause of " + node + " (SIGSTOP)";
        });
  }

  private void tellFailover(FailoverMeter.Failover failover, int leader) {
    tell(
        failover.blow().atNanos() + failover.nanos(),
        "node " + leader + " leads; writes go on after " + Units.took(failover.nanos()));
  }

  private void tell(long atNanos, String what) {
    lines.add(String.format(Locale.ROOT, "%4.1f s  %s", (atNanos - beganNanos) / 1e9, what));
  }

  /** All lines so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
