package io.apexkv.sim.page;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.Watcher;
import io.apexkv.sim.world.Node;
import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes down what happens in one run. Times are world time, in nanoseconds; nodes count from 1.
 */
public final class Recorder implements Watcher {

  /** What a process can be; the first three only a process, the others a replica of a group. */
  enum State {
    DEAD,
    RECOVERING,
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
  }

  /** A fault that began, and whom it struck (bit 0 is node 1). */
  record Struck(long atNanos, Fault fault, int nodes) {

    /** When it is over: what the safety phase began ends with it at the latest. */
    long endNanos(Plan plan) {
      long until = Math.max(atNanos, fault.untilNanos());
      return atNanos < plan.safetyNanos() ? Math.min(until, plan.safetyNanos()) : until;
    }
  }

  /** (time, node, group, state, term): a replica changed. */
  final Rows states = new Rows(5);

  /** (time, node, group, commit index). */
  final Rows commits = new Rows(4);

  /** (time, node, group, term, candidate): a vote was given, perhaps in memory only. */
  final Rows votes = new Rows(5);

  /** (time, node, group, term and vote and last index before, the same three after): a restart. */
  final Rows restarts = new Rows(9);

  /** (time, node): a write of the log became durable. */
  final Rows writes = new Rows(2);

  /** (invoked, returned or -1, node that was asked or answered or 0), by operation. */
  final Rows operations = new Rows(3);

  /** (time, node, 1 if the machine lost power): a process that was alive died. */
  final Rows deaths = new Rows(3);

  final List<Struck> faults = new ArrayList<>();
  final FrameLog frames = new FrameLog();

  private @Nullable World world;
  private Replica[][] replicas = {};
  private long[] operationClients = new long[64];

  private int lastInvoked = -1;
  private long lastInvokedEvent;
  private long answerEvent = -1;
  private int answerClient;
  private int answerNode;

  /** What was last written down of a replica. */
  private static final class Replica {
    State traced = State.FOLLOWER;
    State state = State.DEAD;
    long life;
    long term;
    long vote;
    long commit;
    long last;
  }

  /** Nothing has happened. */
  public Recorder() {}

  @Override
  public void begins(World begun) {
    world = begun;
    int groups = begun.plan().cluster().groups();
    replicas = new Replica[begun.size()][groups];
    for (Replica[] row : replicas) {
      for (int i = 0; i < groups; i++) {
        row[i] = new Replica();
      }
    }
  }

  private World world() {
    World known = world;
    if (known == null) {
      throw new IllegalStateException("a recorder is told the world in which it records");
    }
    return known;
  }

  private long now() {
    return world().nowNanos();
  }

  @Override
  public void booted(Node node) {
    everyReplica(node, State.RECOVERING);
  }

  @Override
  public void died(Node node) {
    if (replicas[node.id() - 1][0].state != State.DEAD) {
      deaths.add(now(), node.id(), node.lostPower() ? 1 : 0);
    }
    everyReplica(node, State.DEAD);
  }

  private void everyReplica(Node node, State state) {
    Replica[] row = replicas[node.id() - 1];
    for (int group = 1; group <= row.length; group++) {
      Replica replica = row[group - 1];
      replica.traced = State.FOLLOWER;
      if (replica.state != state) {
        becomes(node, group, replica, state, replica.term);
      }
    }
  }

  private void becomes(Node node, int group, Replica replica, State state, long term) {
    replica.state = state;
    replica.term = term;
    states.add(now(), node.id(), group, state.ordinal(), term);
  }

  @Override
  public void traced(Node node, Trace event, long group, long first, long second) {
    State state =
        switch (event) {
          case FOLLOWER -> State.FOLLOWER;
          case PRE_CANDIDATE -> State.PRE_CANDIDATE;
          case CANDIDATE -> State.CANDIDATE;
          case LEADER -> State.LEADER;
          default -> State.DEAD;
        };
    if (state != State.DEAD) {
      replicas[node.id() - 1][(int) group - 1].traced = state;
    }
  }

  @Override
  public void flushed(Node node) {
    Subject subject = node.subject();
    if (subject == null || subject.bootCounter() == 0) {
      return;
    }
    Replica[] row = replicas[node.id() - 1];
    for (int group = 1; group <= row.length; group++) {
      shows(node, group, row[group - 1], subject.replica(group));
    }
  }

  private void shows(Node node, int group, Replica replica, ReplicaView view) {
    long term = view.term();
    long vote = view.votedFor();
    long last = view.lastIndex();
    if (replica.life != node.lives()) {
      if (replica.life != 0) {
        restarts.add(
            now(), node.id(), group, replica.term, replica.vote, replica.last, term, vote, last);
        replica.vote = vote;
      }
      replica.life = node.lives();
      replica.commit = 0;
    }
    State state = replica.traced;
    if (view.leads()) {
      state = State.LEADER;
    } else if (state == State.LEADER) {
      state = State.FOLLOWER;
    }
    if (vote != replica.vote || (term != replica.term && vote != 0)) {
      replica.vote = vote;
      if (vote != 0) {
        votes.add(now(), node.id(), group, term, vote);
      }
    }
    if (state != replica.state || term != replica.term) {
      becomes(node, group, replica, state, term);
    }
    long commit = view.commitIndex();
    if (commit != replica.commit) {
      replica.commit = commit;
      commits.add(now(), node.id(), group, commit);
    }
    replica.last = last;
  }

  @Override
  public void becameDurable(Node node, FileId file, long offset, int length) {
    if (file.kind() == FileId.Kind.WAL) {
      writes.add(now(), node.id());
    }
  }

  @Override
  public void struck(Fault fault, int nodes) {
    faults.add(new Struck(now(), fault, nodes));
  }

  @Override
  public void peerFrame(int from, int to, long sentNanos, byte[] frame, Fate fate) {
    frames.add(from, to, sentNanos, now(), frame, fate);
  }

  @Override
  public void invoked(int operation, int process) {
    operations.add(now(), -1, 0);
    if (operation == operationClients.length) {
      operationClients = Arrays.copyOf(operationClients, 2 * operation);
    }
    operationClients[operation] = process >> 8;
    lastInvoked = operation;
    lastInvokedEvent = world().queue().happened();
  }

  /** A request that leaves in the event of an invocation is that operation's. */
  @Override
  public void requestSent(int client, int node) {
    if (lastInvoked >= 0
        && lastInvokedEvent == world().queue().happened()
        && operationClients[lastInvoked] == client) {
      operations.set(lastInvoked, 2, node);
    }
  }

  @Override
  public void answerArrived(int client, int node) {
    answerEvent = world().queue().happened();
    answerClient = client;
    answerNode = node;
  }

  /** A return in the event of an answer is due to it. */
  @Override
  public void returned(int operation) {
    operations.set(operation, 1, now());
    boolean answered =
        answerEvent == world().queue().happened() && operationClients[operation] == answerClient;
    if (answered) {
      operations.set(operation, 2, answerNode);
    }
  }
}
