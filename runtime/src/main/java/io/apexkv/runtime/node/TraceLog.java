package io.apexkv.runtime.node;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.runtime.loop.RuntimeHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the kernel reports about itself, as log lines with named fields. What may happen once a
 * request is only said at debug level, so that no client can fill a log.
 */
public final class TraceLog implements RuntimeHost.Traces {

  private static final Logger LOG = LoggerFactory.getLogger("io.apexkv.kernel");

  /** By group: the term that a pre-vote was last asked for. */
  private final LongLongMap askedTerms = new LongLongMap(0);

  /** The log of one node. */
  public TraceLog() {}

  @Override
  public void trace(Trace event, long group, long first, long second) {
    switch (event) {
      case RECOVERED -> say(Level.INFO, event, group, "bootCounter", first, "entries", second);
      case TORN_TAIL_CUT -> say(Level.WARN, event, group, "segment", first, "offset", second);
      case FOLLOWER -> say(Level.INFO, event, group, "term", first, "leader", second);
      case PRE_CANDIDATE ->
          say(levelOfAsking(group, first), event, group, "term", first, "lastIndex", second);
      case CANDIDATE, LEADER -> say(Level.INFO, event, group, "term", first, "lastIndex", second);
      case QUORUM_LOST -> say(Level.WARN, event, group, "term", first, "", second);
      case TRUNCATED -> say(Level.INFO, event, group, "from", first, "lastBefore", second);
      case LOG_FULL -> say(Level.WARN, event, group, "usedBytes", first, "budgetBytes", second);
      case FRAME_DROPPED -> say(Level.DEBUG, event, group, "peer", first, "code", second);
      case DRAINED -> say(Level.INFO, event, group, "", first, "", second);
      case LOG_READ_BACK -> say(Level.DEBUG, event, group, "from", first, "bytes", second);
      case CONFLICT -> say(Level.DEBUG, event, group, "peer", first, "nextIndex", second);
      case SESSION_OPENED -> say(Level.DEBUG, event, group, "session", first, "window", second);
      case SESSION_EXPIRED -> say(Level.DEBUG, event, group, "session", first, "forSpace", second);
      case DUPLICATE_ANSWERED -> say(Level.DEBUG, event, group, "session", first, "number", second);
      case BUSY -> say(Level.DEBUG, event, group, "connection", first, "pendingBytes", second);
      case MEMORY_FULL -> say(Level.DEBUG, event, group, "bytes", first, "pendingBytes", second);
    }
  }

  /** A node that is alone asks again and again for the same term: said once. */
  private Level levelOfAsking(long group, long term) {
    return askedTerms.put(group, term) == term ? Level.DEBUG : Level.INFO;
  }

  private static void say(
      Level level,
      Trace event,
      long group,
      String firstName,
      long first,
      String secondName,
      long second) {
    if (!LOG.isEnabledForLevel(level)) {
      return;
    }
    var line = LOG.atLevel(level);
    if (group != 0) {
      line = line.addKeyValue("group", group);
    }
    if (!firstName.isEmpty()) {
      line = line.addKeyValue(firstName, first);
    }
    if (!secondName.isEmpty()) {
      line = line.addKeyValue(secondName, second);
    }
    line.log(event.name());
  }
}
