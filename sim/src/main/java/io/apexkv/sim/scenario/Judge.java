package io.apexkv.sim.scenario;

import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.World;
import java.util.List;
import java.util.function.Predicate;

/** Says whether conditions hold, and if not, what is instead. */
final class Judge {

  private final World world;
  private final Stage stage;
  private final Tracer tracer;
  private final Calls calls;

  Judge(World world, Stage stage, Tracer tracer, Calls calls) {
    this.calls = calls;
    this.world = world;
    this.stage = stage;
    this.tracer = tracer;
  }

  /** Empty if a condition holds, else what is not as it says. */
  String objection(Condition condition) {
    return switch (condition) {
      case Condition.Leads leads -> leads(leads.who());
      case Condition.NobodyLeads none ->
          stage.leader() == 0 ? "" : "node " + stage.leader() + " leads";
      case Condition.IsRole is ->
          each(is.who(), id -> stage.role(id).equals(is.role()), id -> "is " + stage.role(id));
      case Condition.Term term ->
          replicas(
              term.who(),
              replica -> fits(replica.term(), term.orMore(), term.term()),
              replica -> "is in term " + replica.term());
      case Condition.Vote vote ->
          replicas(
              vote.who(),
              replica -> replica.votedFor() == vote.candidate(),
              replica -> "voted for " + replica.votedFor());
      case Condition.Log log ->
          replicas(
              log.who(),
              replica -> holds(replica, log.terms()),
              replica -> "has log " + Stage.terms(replica));
      case Condition.Commit commit ->
          replicas(
              commit.who(),
              replica -> fits(replica.commitIndex(), commit.orMore(), commit.index()),
              replica -> "has committed up to " + replica.commitIndex());
      case Condition.Runs runs ->
          runs.up()
              ? each(runs.who(), id -> stage.replica(id) != null, id -> "is not up")
              : each(runs.who(), stage::isDown, id -> "is not down");
      case Condition.Reported event ->
          each(
              event.who(),
              id -> tracer.reported(id, event.event()) > 0,
              id -> "never reported " + Units.label(event.event()));
      case Condition.NeverReported event ->
          each(
              event.who(),
              id -> tracer.reported(id, event.event()) == 0,
              id -> "reported " + Units.label(event.event()));
      case Condition.Unanswered none ->
          calls.isAnswered(none.client())
              ? "client "
                  + none.client()
                  + " was told "
                  + Expected.told(calls.answer(none.client()))
              : "";
      case Condition.Converged converged -> converged();
    };
  }

  private String leads(Who who) {
    int leader = stage.leader();
    ReplicaView replica = leader == 0 ? null : stage.replica(leader);
    if (replica == null) {
      return "nobody leads";
    }
    if (replica.term() < stage.newestTerm()) {
      return "node " + leader + " leads in term " + replica.term() + ", which is over";
    }
    return Stage.has(stage.bits(who), leader) ? "" : "node " + leader + " leads";
  }

  private static boolean fits(long found, boolean orMore, long expected) {
    return found == expected || (orMore && found > expected);
  }

  private static boolean holds(ReplicaView replica, List<Long> terms) {
    boolean same = replica.lastIndex() == terms.size();
    for (int i = 0; same && i < terms.size(); i++) {
      same = replica.termAt(i + 1) == terms.get(i);
    }
    return same;
  }

  private interface Describe<T> {
    String found(T subject);
  }

  private interface Test {
    boolean of(int node);
  }

  private String each(Who who, Test test, Describe<Integer> found) {
    int bits = stage.bits(who);
    if (bits == 0) {
      return "there is no such node";
    }
    for (int id = 1; id <= world.size(); id++) {
      if (Stage.has(bits, id) && !test.of(id)) {
        return "node " + id + " " + found.found(id);
      }
    }
    return "";
  }

  private String replicas(Who who, Predicate<ReplicaView> test, Describe<ReplicaView> found) {
    return each(
        who,
        id -> {
          ReplicaView replica = stage.replica(id);
          return replica != null && test.test(replica);
        },
        id -> {
          ReplicaView replica = stage.replica(id);
          return replica == null ? "is not up" : found.found(replica);
        });
  }

  private String converged() {
    String first = "";
    int firstNode = 0;
    for (int id = 1; id <= world.size(); id++) {
      ReplicaView replica = stage.replica(id);
      if (replica == null && stage.isDown(id)) {
        continue;
      }
      if (replica == null) {
        return "node " + id + " is recovering";
      }
      if (replica.appliedIndex() != replica.lastIndex()) {
        return "node "
            + id
            + " has applied "
            + replica.appliedIndex()
            + " of "
            + replica.lastIndex()
            + " entries";
      }
      String terms = Stage.terms(replica);
      if (firstNode != 0 && !terms.equals(first)) {
        return "the logs of nodes " + firstNode + " and " + id + " differ";
      }
      first = terms;
      firstNode = id;
    }
    return firstNode == 0 ? "no node is up" : "";
  }
}
