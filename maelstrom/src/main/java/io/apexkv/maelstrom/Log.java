package io.apexkv.maelstrom;

import io.apexkv.kernel.Trace;
import io.apexkv.runtime.loop.RuntimeHost;
import java.io.PrintStream;

/** Lines for people, on standard error: Maelstrom keeps them in a file for each node. */
final class Log implements RuntimeHost.Traces {

  private final PrintStream err;
  private final long originNanos = System.nanoTime();

  Log(PrintStream err) {
    this.err = err;
  }

  /** Writes a line with the seconds since the start. */
  void say(String line) {
    long millis = (System.nanoTime() - originNanos) / 1_000_000;
    err.println(
        millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + " " + line);
  }

  /** What the kernel reports of itself, without what may happen once a request. */
  @Override
  public void trace(Trace event, long group, long first, long second) {
    switch (event) {
      case RECOVERED -> say("recovered, boot " + first);
      case FOLLOWER ->
          say("follower of " + (second == 0 ? "nobody yet" : "node " + second) + ", term " + first);
      case PRE_CANDIDATE -> say("asks for pre-votes for term " + first);
      case CANDIDATE -> say("candidate, term " + first);
      case LEADER -> say("leader, term " + first + ", last index " + second);
      case QUORUM_LOST -> say("heard no quorum, leads no more, term " + first);
      case TRUNCATED -> say("cut the log from index " + first + ", last was " + second);
      case LOG_FULL -> say("the log is full: " + first + " of " + second + " bytes");
      default -> {}
    }
  }
}
