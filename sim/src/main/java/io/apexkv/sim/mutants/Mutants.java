package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.FaultFamily.CLIENT_RETRY;
import static io.apexkv.sim.mutants.FaultFamily.CLOCK;
import static io.apexkv.sim.mutants.FaultFamily.CRASH;
import static io.apexkv.sim.mutants.FaultFamily.DISK;
import static io.apexkv.sim.mutants.FaultFamily.NOISE;
import static io.apexkv.sim.mutants.FaultFamily.PARTITION;
import static io.apexkv.sim.mutants.FaultFamily.PAUSE;
import static io.apexkv.sim.mutants.FaultFamily.POWER_LOSS;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All mutants, in the order of their numbers. */
public final class Mutants {

  private static final int SEED_BUDGET = 200;

  private static final Mutant VOTE_BEFORE_DURABLE =
      new Mutant(
          1,
          "vote-before-durable",
          "A vote is sent before it is on disk: whoever crashes in between votes again.",
          "Raft, figure 2: persistent state is updated on stable storage before responding.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.VoteAnswers",
                  "boolean voteIsDurable = hardState.isDurable();",
                  "boolean voteIsDurable = true;")),
          Set.of(CRASH, POWER_LOSS),
          Checker.ONE_LEADER,
          SEED_BUDGET);

  private static final Mutant ACK_BEFORE_SYNC =
      new Mutant(
          10,
          "ack-before-sync",
          "A follower acknowledges entries that are not on its disk yet.",
          "Raft, 5.3 and figure 2: the log is persistent before a follower answers.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.AppendReceiver",
                  "Math.min(verifiedIndex, log.durableIndex());",
                  "verifiedIndex;")),
          Set.of(CRASH, POWER_LOSS),
          Checker.DURABILITY,
          SEED_BUDGET);

  private static final Mutant DEPOSED_LEADER_READS =
      new Mutant(
          27,
          "deposed-leader-reads",
          "A leader that is cut off goes on serving reads: it neither asks a majority before a read"
              + " nor minds that it hears of none. (The second alone hides the first: who stops"
              + " leading in time has, in effect, a lease.)",
          "Raft, section 8; thesis, 6.2 and 6.4, step 3: a leader makes sure that no newer one"
              + " exists before it answers a read.",
          List.of(
              new Edit(
                  "io.apexkv.kernel.raft.Group",
                  "return voters.count() == 1",
                  "return voters.count() >= 1"),
              new Edit(
                  "io.apexkv.kernel.raft.ReadIndex",
                  "long confirmedRound = Quorum.reachedByMajority(answeredRounds);",
                  "long confirmedRound = sentRound;")),
          Set.of(PARTITION, PAUSE, NOISE),
          Checker.LINEARIZABLE,
          SEED_BUDGET);

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
          Set.of(CLIENT_RETRY, CRASH, POWER_LOSS, PARTITION, PAUSE, NOISE, CLOCK, DISK),
          Checker.EXACTLY_ONCE,
          SEED_BUDGET);

  /** All of them. */
  public static final List<Mutant> ALL =
      List.of(VOTE_BEFORE_DURABLE, ACK_BEFORE_SYNC, DEPOSED_LEADER_READS, SESSIONS_DROPPED);

  private Mutants() {}

  /** The mutant with a name or number. */
  public static Optional<Mutant> find(String nameOrNumber) {
    return ALL.stream()
        .filter(
            mutant ->
                mutant.name().equals(nameOrNumber)
                    || Integer.toString(mutant.number()).equals(nameOrNumber))
        .findFirst();
  }
}
