package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.ElectionMutants.WHAT_CHANGES_LEADERS;

import java.util.List;

/** Bugs of sessions and answers: what clients are told about their writes. */
final class OutcomeMutants {

  private static final Mutant SESSIONS_DROPPED =
      new Mutant(
          36,
          "sessions-dropped",
          "A new leader's term begins with a session table that remembers no answers.",
          "Raft, section 8; thesis, 6.3: sessions are replicated state, so that a retry that"
              + " reaches another leader is still known.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.service.StateMachine",
                  "case EntryCodec.NOOP -> Outcome.NONE;",
                  """
                  case EntryCodec.NOOP -> {
                            sessions.dropAnswers();
                            yield Outcome.NONE;
                          }\
                  """),
              new Edit(
                  "io.apexkv.kernel.session.SessionTable",
                  "  /** A digest of everything in the table",
                  """
                    public void dropAnswers() {
                      for (Session s = oldest; s != null; s = s.newer) {
                        for (long number = s.lowest(); s.inWindow(number); number++) {
                          s.remember(number, NEW);
                        }
                      }
                    }

                    /** A digest of everything in the table\
                  """)),
          WHAT_CHANGES_LEADERS,
          Checker.EXACTLY_ONCE);

  private static final Mutant FAILED_AFTER_APPEND =
      new Mutant(
          37,
          "failed-after-append",
          "A leader that loses its place says of the writes in its log that they failed, though its"
              + " successor may commit them.",
          "An answer that says FAILED promises that the command never takes effect.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.service.GroupService",
                  "\"UNKNOWN: leadership was lost before",
                  "\"NO_LEADER: leadership was lost before")),
          WHAT_CHANGES_LEADERS,
          Checker.EXACTLY_ONCE);

  static final List<Mutant> ALL = List.of(SESSIONS_DROPPED, FAILED_AFTER_APPEND);

  private OutcomeMutants() {}
}
