package io.apexkv.sim.run;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Journal;
import io.apexkv.sim.client.LastClient;
import io.apexkv.sim.client.PrivateKeys;
import io.apexkv.sim.client.RawClient;
import io.apexkv.sim.client.Request;
import io.apexkv.sim.client.Request.Kind;
import io.apexkv.sim.client.SessionClient;
import io.apexkv.sim.client.SimClient;
import io.apexkv.sim.disk.DurableImage;
import io.apexkv.sim.event.EndlessRun;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.history.History;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.oracle.ConnectionOrder;
import io.apexkv.sim.oracle.Convergence;
import io.apexkv.sim.oracle.ExactlyOnce;
import io.apexkv.sim.oracle.Linearizable;
import io.apexkv.sim.oracle.Oracles;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.world.BothObservers;
import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.SubjectFactory;
import io.apexkv.sim.world.Violation;
import io.apexkv.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One run of a plan: safety, liveness, rest, verdict. */
public final class Run {

  private static final long MILLI = 1_000_000L;

  /** Time for the healed core to elect, in election timeouts, besides a constant for recovery. */
  private static final int SETTLE_TIMEOUTS = 15;

  private static final long SETTLE_NANOS = 1_500 * MILLI;

  /** Time for clients to hear the last answers: a client's patience and more. */
  private static final long REST_NANOS = 4_000 * MILLI;

  private static final long READ_ALL_NANOS = 6_000 * MILLI;

  /** Time for whatever the last client makes, as often as it tries, until its patience is over. */
  private static final long MAKE_ROOM_NANOS = 20_000 * MILLI;

  /** Keys that are read or deleted at once in the end. */
  private static final int AT_ONCE = 8;

  private final Plan plan;
  private final Set<String> off;
  private final World world;
  private final Oracles oracles;
  private final Journal journal = new Journal();
  private final PrivateKeys privateKeys;
  private final ConnectionOrder order;
  private final Convergence convergence = new Convergence();
  private final List<SimClient> clients = new ArrayList<>();
  private final LastClient lastClient;
  private Linearizable linearizable = new Linearizable();
  private boolean undecided;

  /**
   * @param factory makes the kernels
   * @param off names of checks that don't judge
   */
  public Run(Plan plan, SubjectFactory factory, Set<String> off) {
    this.plan = plan;
    this.off = new TreeSet<>(off);
    this.world = new World(plan, factory);
    DurableImage[] images = new DurableImage[world.size()];
    for (int id = 1; id <= world.size(); id++) {
      images[id - 1] = world.node(id).disk();
    }
    this.oracles = new Oracles(plan.cluster().groups(), images, off);
    world.observe(oracles);
    this.privateKeys = new PrivateKeys(plan.workload());
    this.order =
        new ConnectionOrder(
            this.off.contains("connection-order") ? Integer.MAX_VALUE : plan.workload().keys());
    for (int client = 0; client < plan.workload().clients(); client++) {
      boolean session = client < plan.workload().sessionClients();
      clients.add(
          session
              ? new SessionClient(world, journal, client)
              : new RawClient(world, journal, order, privateKeys, client));
    }
    this.lastClient = new LastClient(world, journal, plan.workload().clients());
  }

  /** The world that it runs in, for those who listen. */
  public World world() {
    return world;
  }

  /** Another bound than {@link EventQueue#MOST_EVENTS}, for tests. */
  void boundEvents(long most) {
    world.queue().bound(most);
  }

  /** Another budget for the checker of linearizability, for tests. */
  void boundSteps(long most) {
    linearizable = new Linearizable(most);
  }

  /** Lets somebody watch besides the oracles; to be called before the run. */
  public void watch(Watcher watcher) {
    watcher.begins(world);
    world.observe(new BothObservers(watcher, oracles));
    world.observeFrames(watcher);
    journal.listen(watcher);
  }

  /** What clients did and were told, so far. */
  public History history() {
    return journal.history();
  }

  /** Runs to the end, or to the first failure. */
  public RunResult run() {
    RunResult.Failure failure = null;
    try {
      live();
      judge();
    } catch (Violation violation) {
      failure = failure(violation.check(), String.valueOf(violation.getMessage()));
    } catch (EndlessRun endless) {
      failure = failure(EndlessRun.CHECK, String.valueOf(endless.getMessage()));
    } catch (RuntimeException bug) {
      Violation violation = new Violation("exception", bug.toString(), bug);
      failure = failure(violation.check(), String.valueOf(violation.getMessage()));
    }
    return result(failure);
  }

  private void live() {
    for (SimClient client : clients) {
      client.start();
    }
    world.runUntil(plan.safetyNanos());
    settle();
    journal.beginCounting();
    world.runUntil(plan.safetyNanos() + plan.livenessNanos());
    journal.endCounting();
    for (SimClient client : clients) {
      client.stop();
    }
    rest(REST_NANOS);
    readAll();
    if (isMemoryFull()) {
      makeRoom();
    }
    converge();
  }

  /** Within a bound, every group has exactly one leader in the core. */
  private void settle() {
    long bound =
        plan.safetyNanos()
            + SETTLE_NANOS
            + SETTLE_TIMEOUTS * plan.cluster().timing().electionTimeoutNanos();
    while (!isElected(false) && world.nowNanos() < bound) {
      world.runUntil(world.nowNanos() + 10 * MILLI);
    }
    isElected(!off.contains(convergence.name()));
  }

  private boolean isElected(boolean judging) {
    boolean all = true;
    for (int group = 1; group <= plan.cluster().groups(); group++) {
      long term = 0;
      int leaders = 0;
      for (ReplicaView replica : core(group)) {
        if (replica.term() > term) {
          term = replica.term();
          leaders = 0;
        }
        leaders += replica.term() == term && replica.leads() ? 1 : 0;
      }
      all &= leaders == 1;
      if (judging) {
        convergence.elected(group, leaders, term);
      }
    }
    return all;
  }

  /** The replicas of a group in the core that serve now. */
  private List<ReplicaView> core(int group) {
    List<ReplicaView> replicas = new ArrayList<>();
    for (int id = 1; id <= world.size(); id++) {
      Subject subject = world.node(id).subject();
      boolean inCore = (plan.core() & 1 << (id - 1)) != 0;
      if (inCore && subject != null && subject.bootCounter() != 0) {
        replicas.add(subject.replica(group));
      }
    }
    return replicas;
  }

  /** Nobody asks anything; what is under way is answered. */
  private void rest(long mostNanos) {
    long bound = world.nowNanos() + mostNanos;
    while (pending() > 0 && world.nowNanos() < bound) {
      world.runUntil(world.nowNanos() + 20 * MILLI);
    }
    if (!off.contains(convergence.name())) {
      convergence.answered(pending());
    }
  }

  private int pending() {
    int pending = lastClient.pending();
    for (SimClient client : clients) {
      pending += client.pending();
    }
    return pending;
  }

  private void readAll() {
    List<Request> gets = new ArrayList<>();
    for (int key = 0; key < plan.workload().keys(); key++) {
      gets.add(Request.get(key));
    }
    lastClient.make(gets, AT_ONCE);
    rest(READ_ALL_NANOS);
    if (!off.contains(convergence.name())) {
      convergence.readable(lastClient.unserved());
    }
  }

  /**
   * A memory that was full lets every key be deleted, private ones too, and then takes writes
   * again. With several groups it need not take them: each leader leaves the whole headroom to what
   * the others may admit, and to buffers that have taken their part of it already.
   */
  private void makeRoom() {
    List<Request> dels = new ArrayList<>();
    for (int key = 0; key < privateKeys.end(); key++) {
      dels.add(Request.del(key));
    }
    lastClient.make(dels, AT_ONCE);
    rest(MAKE_ROOM_NANOS);
    if (isWritingOwed() && !off.contains(convergence.name())) {
      convergence.deletable(lastClient.unserved());
    }
    if (plan.cluster().groups() > 1) {
      return;
    }
    int bytes = plan.cluster().limits().maxValueBytes();
    lastClient.make(
        List.of(new Request(Kind.PUT, 0, Request.ABSENT, Request.ABSENT, bytes)), AT_ONCE);
    rest(MAKE_ROOM_NANOS);
    if (isWritingOwed() && !off.contains(convergence.name())) {
      convergence.writable(lastClient.unserved());
    }
  }

  /** In the end all of the core have applied the same. */
  private void converge() {
    long bound = world.nowNanos() + READ_ALL_NANOS;
    while (!isConverged(false) && world.nowNanos() < bound) {
      world.runUntil(world.nowNanos() + 50 * MILLI);
    }
    isConverged(!off.contains(convergence.name()));
  }

  private boolean isConverged(boolean judging) {
    boolean all = true;
    for (int group = 1; group <= plan.cluster().groups(); group++) {
      List<ReplicaView> replicas = core(group);
      for (int i = 1; i < replicas.size(); i++) {
        long one = replicas.get(0).appliedIndex();
        long other = replicas.get(i).appliedIndex();
        all &= one == other;
        if (judging) {
          convergence.applied(group, one, other);
        }
      }
    }
    return all;
  }

  private void judge() {
    History history = journal.history();
    ExactlyOnce exactlyOnce = new ExactlyOnce();
    if (!off.contains(exactlyOnce.name())) {
      exactlyOnce.check(history);
    }
    if (!off.contains(linearizable.name())) {
      undecided = !linearizable.check(history);
    }
    if (!off.contains(convergence.name())) {
      Journal.Service owed = serviceOwed();
      convergence.served(owed.ok(), owed.all());
    }
  }

  /** Where a small memory is full, all that asks for no room in it: GET and DEL. */
  private Journal.Service serviceOwed() {
    if (!isWritingOwed()) {
      return Journal.Service.NONE;
    }
    return isMemoryFull() ? journal.serviceWithoutRoom() : journal.service();
  }

  /**
   * Not where the log is full, which may be at any moment, nor where clients evict each other's
   * sessions by configuration.
   */
  private boolean isWritingOwed() {
    boolean crowded = plan.cluster().limits().sessions() < plan.workload().sessionClients();
    return world.traced(Trace.LOG_FULL) == 0 && !crowded;
  }

  /**
   * Whether room in a small memory was refused. A large one is never full, only promised away until
   * a log has been applied.
   */
  private boolean isMemoryFull() {
    return plan.cluster().hasFewChunks() && world.traced(Trace.MEMORY_FULL) > 0;
  }

  private RunResult.Failure failure(String check, String message) {
    return new RunResult.Failure(check, message, world.queue().happened(), world.nowNanos());
  }

  private RunResult result(RunResult.@Nullable Failure failure) {
    SortedMap<String, Long> injected = new TreeMap<>();
    for (FaultKind kind : plan.enabled()) {
      injected.put(kind.label(), world.faults().injected(kind));
    }
    SortedMap<String, Long> marks = new TreeMap<>();
    for (RarePath path : RarePath.values()) {
      if (world.marks(path) > 0) {
        marks.put(path.label(), world.marks(path));
      }
    }
    Journal.Service owed = serviceOwed();
    return new RunResult(
        plan,
        failure,
        world.traceHash().value(),
        world.queue().happened(),
        world.nowNanos(),
        journal.acknowledgedWrites(),
        journal.acknowledgedReads(),
        journal.failed(),
        journal.unknown(),
        oracles.leaderTerms(),
        owed.all(),
        owed.ok(),
        undecided,
        injected,
        marks);
  }
}
