package io.apexkv.kernel.session;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Streams;

/**
 * The open sessions of one group. Changed only by applying entries in log order.
 *
 * <p>A command is looked up before it is applied: {@link #admit} tells whether it is {@link #NEW},
 * or why it must not be applied. What {@link #remember} stores is what a repetition gets.
 */
public final class SessionTable {

  /** The command was not applied before: apply it, then {@link #remember} its answer. */
  public static final int NEW = 0;

  /** No such session: never opened, closed, expired or evicted. */
  public static final int EXPIRED = -1;

  /** The client has declared this number answered. */
  public static final int FORGOTTEN = -2;

  /** The number is beyond the session's window. */
  public static final int BEYOND_WINDOW = -3;

  private static final int PURPOSE_DIGEST = 0x5E55;

  private final LongMap<Session> sessions = new LongMap<>();
  private final Departures departures;
  private @Nullable Session oldest;
  private @Nullable Session newest;

  /** Told of every session that ends without its client's wish. */
  public interface Departures {
    /** A session expired by log time, or was evicted to make room. */
    void departed(long session, boolean evicted);
  }

  public SessionTable(Departures departures) {
    this.departures = departures;
  }

  public int size() {
    return sessions.size();
  }

  /** Ends the sessions whose time to live has passed at this log time. */
  public void expire(long logTimeMillis) {
    Session session = oldest;
    while (session != null && logTimeMillis - session.usedMillis > session.timeToLiveMillis) {
      remove(session);
      departures.departed(session.id, false);
      session = oldest;
    }
  }

  /**
   * Opens a session.
   *
   * @param id the index of the entry
   * @param window answers to keep, at least 1
   * @param atMost sessions to keep: the least recently used are evicted beyond it
   */
  public void open(long id, int window, long timeToLiveMillis, int atMost, long logTimeMillis) {
    Check.that(sessions.get(id) == null, "a session's id is its entry's index, used once", id);
    Session session = new Session(id, window, timeToLiveMillis, logTimeMillis);
    sessions.put(id, session);
    appendNewest(session);
    while (sessions.size() > atMost) {
      Session evicted = oldest;
      if (evicted == null) {
        return;
      }
      remove(evicted);
      departures.departed(evicted.id, true);
    }
  }

  /** Ends a session at its client's wish; false if there was none. */
  public boolean close(long id) {
    Session session = sessions.get(id);
    if (session == null) {
      return false;
    }
    remove(session);
    return true;
  }

  /**
   * Admits a command for application at this log time; it renews the session.
   *
   * @return {@link #NEW}, or the answer that an earlier application gave (above 0), or one of
   *     {@link #EXPIRED}, {@link #FORGOTTEN}, {@link #BEYOND_WINDOW}
   */
  public int admit(long id, long number, long lowestUnanswered, long logTimeMillis) {
    Session session = sessions.get(id);
    if (session == null) {
      return EXPIRED;
    }
    session.usedMillis = logTimeMillis;
    if (session != newest) {
      unlink(session);
      appendNewest(session);
    }
    session.forgetBelow(lowestUnanswered);
    if (number < session.lowest()) {
      return FORGOTTEN;
    }
    return session.inWindow(number) ? session.answer(number) : BEYOND_WINDOW;
  }

  /**
   * Looks a command up without applying anything: its answer if it has one already (above 0), else
   * {@link #NEW}. Lets a leader answer a repetition without a new entry.
   */
  public int answered(long id, long number) {
    Session session = sessions.get(id);
    return session != null && session.inWindow(number) ? session.answer(number) : NEW;
  }

  /** Keeps the answer (1 to 255) of a command that {@link #admit} called new. */
  public void remember(long id, long number, int answer) {
    Session session = sessions.get(id);
    Check.that(session != null, "an answer is remembered right after admission", id);
    if (session != null) {
      session.remember(number, answer);
    }
  }

  /** A digest of everything in the table: equal on all replicas at equal applied index. */
  public long digest() {
    long digest = 0;
    for (Session s = oldest; s != null; s = s.newer) {
      digest = Streams.draw(digest, PURPOSE_DIGEST, s.id, s.lowest(), s.usedMillis);
      for (int i = 0; i < s.window; i++) {
        int answer = s.answer(s.lowest() + i);
        if (answer != 0) {
          digest = Streams.draw(digest, PURPOSE_DIGEST, i, answer, 0);
        }
      }
    }
    return digest;
  }

  private void remove(Session session) {
    sessions.remove(session.id);
    unlink(session);
  }

  private void unlink(Session session) {
    Session older = session.older;
    Session newer = session.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    session.older = null;
    session.newer = null;
  }

  private void appendNewest(Session session) {
    Session previous = newest;
    session.older = previous;
    if (previous == null) {
      oldest = session;
    } else {
      previous.newer = session;
    }
    newest = session;
  }
}
