package io.apexkv.client.core;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ErrorWord;

/**
 * What follows from an ERROR, by its word. A word of the FAILED class settles the sending that it
 * answers, and nothing about earlier ones: so a call that carries doubt ends as UNKNOWN.
 *
 * <pre>
 *   NO_LEADER RECOVERING STOPPING    try another node after a pause
 *   BUSY                             try again after a pause
 *   LOG_FULL                         end; with doubt try again, for the old answer may come
 *   MALFORMED TOO_LARGE UNSUPPORTED  end
 *   WRONG_GROUP                      end, and ask for the groups again
 *   SESSION_EXPIRED                  everything in flight under the session ends as UNKNOWN
 *   ALREADY_ANSWERED                 end as UNKNOWN; can't happen to a number still waited for
 *   UNKNOWN                          under a session try again, else end as UNKNOWN
 *   no word that this client knows   end, of a write as UNKNOWN
 * </pre>
 */
final class Refusals {

  /** Redirects followed without a pause: the way to a leader is short, or it isn't known yet. */
  static final int MOST_REDIRECTS = 4;

  /** What this asks of the core. */
  interface Core {
    /** Ends a call: UNKNOWN if it may be applied, else FAILED. */
    void giveUp(Call call, String message);

    void end(Call call, Outcome outcome);

    /** Sends a call again after a pause. */
    void pause(Call call, String why);

    /** What is known of the cluster may be out of date. */
    void describeAgain();
  }

  private final ClientSettings settings;
  private final Core core;
  private final Topology topology;
  private final Writes writes;

  Refusals(ClientSettings settings, Core core, Topology topology, Writes writes) {
    this.settings = settings;
    this.core = core;
    this.topology = topology;
    this.writes = writes;
  }

  /** A sending of a call was answered with this ERROR message. */
  void refused(Call call, Link link, String message, long nowNanos) {
    ErrorWord word = ErrorWord.of(message);
    switch (word) {
      case NO_LEADER, RECOVERING, STOPPING -> {
        leadsNot(call, link);
        core.pause(call, message);
      }
      case BUSY -> core.pause(call, message);
      case LOG_FULL -> {
        if (call.doubt) {
          core.pause(call, message);
        } else {
          conclude(call, message);
        }
      }
      case MALFORMED, TOO_LARGE, UNSUPPORTED -> conclude(call, message);
      case WRONG_GROUP -> {
        core.describeAgain();
        conclude(call, message);
      }
      case SESSION_EXPIRED -> {
        if (call.session == null) {
          conclude(call, message);
        } else {
          writes.expired(call, message, nowNanos);
        }
      }
      case UNKNOWN -> {
        leadsNot(call, link);
        call.doubt |= call.request.isWrite();
        if (call.request.isWrite() && !settings.sessions()) {
          conclude(call, message);
        } else {
          core.pause(call, message);
        }
      }
      case ALREADY_ANSWERED -> {
        call.doubt |= call.request.isWrite();
        conclude(call, message);
      }
      case null -> {
        call.doubt |= call.request.isWrite();
        conclude(call, message);
      }
    }
  }

  private void leadsNot(Call call, Link link) {
    if (call.group != 0 && topology.leadsNot(call.group, link)) {
      core.describeAgain();
    }
  }

  /** Ends a call that no further try would help. */
  private void conclude(Call call, String message) {
    if (call.request.code() == ClientCommand.OPEN_SESSION) {
      core.end(call, new Outcome.Failed(message));
      writes.refused(call, message);
    } else if (call.completion == null) {
      core.pause(call, message); // the core's own DESCRIBE goes on, to another node
    } else {
      core.giveUp(call, message);
    }
  }
}
