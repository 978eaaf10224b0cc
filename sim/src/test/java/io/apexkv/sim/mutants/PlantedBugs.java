package io.apexkv.sim.mutants;

import java.util.List;

/**
 * Bugs that golden scenarios and single seeds find, beside the {@link Mutants}: each breaks what a
 * story is about.
 */
final class PlantedBugs {

  private static final String KERNEL = "io.apexkv.kernel.";

  private PlantedBugs() {}

  /** The edits of a mutant of the kill matrix. */
  static List<Edit> ofMutant(int number) {
    return Mutants.find(Integer.toString(number)).orElseThrow().edits();
  }

  private static final String FULL_AND_DEPOSED =
      "  private boolean full;\n  private boolean deposed;";

  private static List<Edit> edit(String type, String fragment, String replacement) {
    return List.of(new Edit(KERNEL + type, fragment, replacement));
  }

  // Elections.

  static final List<Edit> HALF_IS_A_MAJORITY =
      edit("raft.Quorum", "return count > voters / 2;", "return 2 * count >= voters;");

  static final List<Edit> MAJORITY_IS_TWO_THIRDS =
      edit("raft.Quorum", "return count > voters / 2;", "return 3 * count > 2 * voters;");

  static final List<Edit> VOTES_FOR_ANY_LOG =
      edit(
          "raft.LogOrder",
          "static boolean upToDate(",
          """
          static boolean upToDate(long one, long two, long three, long four) {
            return true;
          }

          static boolean strictly(\
          """);

  static final List<Edit> CAMPAIGNS_WITHOUT_ASKING =
      edit(
          "raft.Elections",
          "    election.granted(voters.self());\n    voteIfWouldWin(nowNanos);",
          "    standing.becomeCandidate(nowNanos, log.lastIndex());");

  static final List<Edit> PRE_VOTES_AGAINST_A_LEADER =
      edit(
          "raft.Elections",
          "            && !standing.attendsLeader(nowNanos)\n            && LogOrder",
          "            && LogOrder");

  static final List<Edit> LEADS_WITHOUT_A_MAJORITY =
      edit("raft.Group", "return voters.count() == 1", "return voters.count() >= 1");

  static final List<Edit> NEW_LEADER_BEGINS_AT_ITS_COMMIT_INDEX =
      edit(
          "raft.Group",
          "    replication.lead(nowNanos);",
          """
              if (log.lastIndex() > log.commitIndex()) {
                log.truncateFrom(log.commitIndex() + 1);
              }
              replication.lead(nowNanos);\
          """);

  // Replication.

  static final List<Edit> KEEPS_WHAT_CONFLICTS =
      edit(
          "raft.AppendReceiver",
          "if (log.termAt(index) == EntryCodec.term(buffer, at)) {",
          "if (index > 0) {");

  static final List<Edit> CUTS_BEHIND_EVERY_APPEND =
      edit(
          "raft.AppendReceiver",
          "    verifiedIndex = Math.max(verifiedIndex, index);",
          """
              if (index < log.lastIndex()) {
                listener.trace(Trace.TRUNCATED, group, index + 1, log.lastIndex());
              }
              verifiedIndex = Math.max(verifiedIndex, index);
          """);

  /** What the kernel did until seed 1070 was looked at. */
  static final List<Edit> FORGETS_WHAT_WAS_PROVED =
      edit(
          "raft.AppendReceiver", "    if (term == hardState.term()) {\n      return;\n    }\n", "");

  static final List<Edit> REFUSALS_ARE_IGNORED =
      edit("raft.Group", "      replication.refused(voter, index, hintTerm);\n", "");

  static final List<Edit> NOTHING_IS_SENT_AGAIN =
      edit(
          "raft.Progress",
          "    probe(probing ? probeIndex : matchIndex + 1);",
          "    retryAtNanos = TimerQueue.NONE;");

  static final List<Edit> WAITS_FOR_ITS_OWN_DISK =
      edit(
          "raft.Group",
          "long reached = replication.reachedByMajority();",
          "long reached = Math.min(replication.reachedByMajority(), log.durableIndex());");

  static final List<Edit> READS_NOTHING_BACK =
      edit("raft.Progress", "    return !reading\n", "    return false && !reading\n");

  static final List<Edit> TAKES_DAMAGED_FRAMES =
      edit("wire.PeerFrame", "return FrameError.CHECKSUM;", "return null;");

  // Memory that is full.

  private static final String ROOM_IS_WANTED =
      "if (reserving != 0 && !engine.reserve(keyLength(reserving), valueLength(reserving))) {";

  private static final String NO_ROOM =
      "(reserving != 0 && !engine.reserve(keyLength(reserving), valueLength(reserving)))";

  /** Who refused one write has no room any more, whatever is deleted. */
  static final List<Edit> NEVER_TAKES_A_WRITE_AGAIN =
      onceFull("if (reserving != 0 && (full || (full = " + NO_ROOM + "))) {");

  /** So nothing ever makes room. */
  static final List<Edit> DELETES_NOTHING_ONCE_FULL =
      onceFull("if (full || (full = " + NO_ROOM + ")) {");

  /** For two seconds after each refusal; when clients rest it serves again. */
  static final List<Edit> SERVES_NOBODY_WHILE_FULL =
      List.of(
          new Edit(
              KERNEL + "service.GroupService",
              "  private boolean deposed;",
              "  private long fullUntilNanos = Long.MIN_VALUE;\n  private boolean deposed;"),
          new Edit(
              KERNEL + "service.GroupService",
              ROOM_IS_WANTED,
              """
              if (context.nowNanos < fullUntilNanos) {
                    context.answers.error(request, "BUSY: memory was full");
                    return;
                  }
                  if\
              """
                  + NO_ROOM
                  + "{ fullUntilNanos = context.nowNanos + 2_000_000_000L;"),
          new Edit(
              KERNEL + "service.GroupService",
              "    context.admission.admit(request);\n    int slot",
              """
                  if (context.nowNanos < fullUntilNanos) {
                    context.answers.error(request, "BUSY: memory was full");
                    return;
                  }
                  context.admission.admit(request);
                  int slot\
              """));

  // Clients.

  static final List<Edit> FORWARDS_NOTHING =
      edit(
          "service.Routes",
          "& ClientFrame.FLAG_FORWARD) == 0) {",
          "& ClientFrame.FLAG_FORWARD) >= 0) {");

  static final List<Edit> LOG_HAS_NO_BUDGET =
      edit("service.ServiceContext", "    return full;", "    return false;");

  static final List<Edit> ENDS_WITHOUT_ANSWERING =
      edit("service.Service", " && admission.isIdle() && forwardAnswers.isIdle();", ";");

  // The disk.

  static final List<Edit> ANSWERS_BEFORE_ANY_DISK =
      List.of(
          ofMutant(10).getFirst(), // a follower's acknowledgement
          ofMutant(11).getFirst()); // and a leader's own

  static final List<Edit> ALONE_IT_WAITS_FOR_NO_DISK =
      edit(
          "raft.Group",
          "    stepped();\n    return log.lastIndex();",
          """
              if (voters.count() == 1) {
                log.commitTo(log.lastIndex());
              }
              stepped();
              return log.lastIndex();\
          """);

  static final List<Edit> CUTS_WHAT_IS_DAMAGED =
      edit(
          "store.wal.TailRule",
          "case INVALID -> Verdict.DAMAGED;",
          "case INVALID -> Verdict.TORN;");

  static final List<Edit> EACH_PROMISES_THE_SAME_SLOTS =
      edit(
          "Kernel",
          "config.headroomChunks(), config.groups() == 1);",
          "config.headroomChunks(), true);");

  /** What the kernel did until seed 6921 was looked at. */
  static final List<Edit> APPLIES_WHATEVER_IT_READ_BACK =
      edit(
          "service.Applier",
          "readBack.asking(Math.min(group.view().commitIndex(), group.view().durableIndex()));",
          "readBack.asking(Long.MAX_VALUE);");

  /** A group that remembers that it was full, and refuses under a condition that knows it. */
  private static List<Edit> onceFull(String refuses) {
    return List.of(
        new Edit(KERNEL + "service.GroupService", "  private boolean deposed;", FULL_AND_DEPOSED),
        new Edit(KERNEL + "service.GroupService", ROOM_IS_WANTED, refuses));
  }
}
