package io.apexkv.sim.scenario;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Caller;
import io.apexkv.sim.client.Journal;
import io.apexkv.sim.disk.DurableImage;
import io.apexkv.sim.event.EndlessRun;
import io.apexkv.sim.history.History;
import io.apexkv.sim.network.FrameRule;
import io.apexkv.sim.network.Reach;
import io.apexkv.sim.oracle.ExactlyOnce;
import io.apexkv.sim.oracle.Linearizable;
import io.apexkv.sim.oracle.Oracles;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.world.SubjectFactory;
import io.apexkv.sim.world.Violation;
import io.apexkv.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Does the steps of a script in order, with every check on. */
final class ScriptRun {

  /** The name of the check that the scenario itself is: its expectations. */
  static final String EXPECTATIONS = "expectation";

  /** What is wrong with a history of which the checker can't say whether it is linearizable. */
  static final String UNDECIDED = "the history could not be decided";

  /** Clients a to h. */
  static final int CLIENTS = 8;

  private static final int ALL_CLIENTS = (1 << CLIENTS) - 1;

  private static final long MOST_WAIT_NANOS = 5_000_000_000L;

  /** How many election timeouts one election may take. */
  private static final int ELECTION_TIMEOUTS = 40;

  private final Scenario scenario;
  private final Set<String> off;
  private final World world;
  private final Oracles oracles;
  private final Journal journal = new Journal();
  private final Transcript text = new Transcript();
  private final Tracer tracer;
  private final Stage stage;
  private final Judge judge;
  private final Rules rules = new Rules();
  private final Calls calls;

  /**
   * @param off names of checks that don't judge; {@link #EXPECTATIONS} may be one
   */
  ScriptRun(Scenario scenario, SubjectFactory factory, Set<String> off) {
    this.scenario = scenario;
    this.off = new TreeSet<>(off);
    this.world = World.idle(scenario.plan(), factory);
    DurableImage[] images = new DurableImage[world.size()];
    for (int id = 1; id <= images.length; id++) {
      images[id - 1] = world.node(id).disk();
    }
    this.oracles = new Oracles(scenario.plan().cluster().groups(), images, off);
    this.tracer = new Tracer(world, oracles, text);
    this.stage = new Stage(world, tracer);
    Caller[] callers = new Caller[CLIENTS];
    for (int client = 0; client < CLIENTS; client++) {
      callers[client] = new Caller(world, journal, client);
    }
    this.calls = new Calls(world, text, callers, scenario.keys());
    this.judge = new Judge(world, stage, tracer, calls);
    world.observe(tracer);
    world.operator().decide(rules);
  }

  /** Runs to the end, or to the first failure. */
  ScenarioResult run() {
    Scenario.Statement current = scenario.script().getFirst();
    ScenarioResult.Failure failure = null;
    try {
      for (Scenario.Statement statement : scenario.script()) {
        current = statement;
        text.step(statement.text());
        act(statement.step());
        stage.show(text);
      }
      judgeHistory();
    } catch (Violation violation) {
      failure = failure(violation.check(), String.valueOf(violation.getMessage()), current);
    } catch (EndlessRun endless) {
      failure = failure(EndlessRun.CHECK, String.valueOf(endless.getMessage()), current);
    } catch (RuntimeException bug) {
      Violation violation = new Violation("exception", bug.toString(), bug);
      failure = failure(violation.check(), String.valueOf(violation.getMessage()), current);
    }
    if (failure != null) {
      text.state("FAILED " + failure.check() + ": " + failure.message());
    }
    return new ScenarioResult(
        scenario, failure, text.text(), world.traceHash().value(), world.nowNanos());
  }

  private static ScenarioResult.Failure failure(
      String check, String message, Scenario.Statement at) {
    return new ScenarioResult.Failure(check, message, at.line(), at.text());
  }

  private void judgeHistory() {
    History history = journal.history();
    ExactlyOnce exactlyOnce = new ExactlyOnce();
    if (!off.contains(exactlyOnce.name())) {
      exactlyOnce.check(history);
    }
    Linearizable linearizable = new Linearizable();
    if (!off.contains(linearizable.name()) && !linearizable.check(history)) {
      throw new Violation(linearizable.name(), UNDECIDED);
    }
  }

  /** The scenario says what should be, and it is not. */
  private void disappoint(String what) {
    if (!off.contains(EXPECTATIONS)) {
      throw new Violation(EXPECTATIONS, what);
    }
  }

  private void act(Step step) {
    switch (step) {
      case Step.ToNodes deed -> eachOf(deed.who(), node -> act(deed.deed(), node));
      case Step.Name name -> stage.name(name.name(), some(name.who()));
      case Step.Given given -> eachOf(given.who(), node -> give(node, given));
      case Step.Cut cut -> cut(cut);
      case Step.Heal heal -> world.operator().heal();
      case Step.Frames frames -> {
        rules.add(frames.fate(), frames.kinds(), some(frames.from()), some(frames.to()));
        world.operator().decide(rules);
      }
      case Step.PassAll pass -> {
        rules.clear();
        world.operator().decide(rules);
      }
      case Step.Inject fault -> inject(fault, some(fault.who()));
      case Step.Elect elect -> eachOf(elect.who(), this::elect);
      case Step.RunFor run -> world.runUntil(world.nowNanos() + run.nanos());
      case Step.Await await -> await(await.condition(), await.withinNanos());
      case Step.Expect expect -> {
        String objection = judge.objection(expect.condition());
        if (!objection.isEmpty()) {
          disappoint(objection);
        }
      }
      case Step.Call call -> call(call);
      case Step.Answer answer -> answer(answer.client(), answer.outcome());
    }
  }

  private void inject(Step.Inject fault, int whom) {
    long now = world.nowNanos();
    if (whom != 0) { // which would mean the leader
      world
          .operator()
          .inject(
              new Fault(
                  fault.kind(), now, now + fault.nanos(), whom, 1, ALL_CLIENTS, fault.magnitude()));
    }
  }

  private interface OnNode {
    void act(int node);
  }

  /** Those nodes, of whom there has to be one. */
  private int some(Who who) {
    int bits = stage.bits(who);
    if (bits == 0) {
      disappoint("there is no such node now: " + String.join(",", who.some()));
    }
    return bits;
  }

  private void eachOf(Who who, OnNode action) {
    int bits = some(who);
    for (int id = 1; id <= world.size(); id++) {
      if (Stage.has(bits, id)) {
        action.act(id);
      }
    }
  }

  private void act(Step.Deed deed, int node) {
    boolean needsProcess = deed == Step.Deed.STOP || deed == Step.Deed.KILL;
    if (deed == Step.Deed.START ? !stage.isDown(node) : needsProcess && stage.isDown(node)) {
      disappoint("node " + node + (needsProcess ? " does not run" : " runs already"));
      return;
    }
    switch (deed) {
      case START -> world.operator().start(node);
      case STOP -> stop(node);
      case KILL -> world.operator().kill(node);
      case POWER_OFF -> world.operator().losePower(node);
      case PAUSE -> world.operator().pause(node);
      case RESUME -> world.operator().resume(node);
      case CORRUPT -> {
        if (!stage.isDown(node) || !world.operator().damageLog(node)) {
          disappoint("node " + node + " runs, or has no log to corrupt");
        }
        readDisk(node);
      }
    }
  }

  /** Lets a kernel drain, and ends its process. */
  private void stop(int node) {
    int before = tracer.reported(node, Trace.DRAINED);
    world.operator().drain(node);
    if (!waitUntil(() -> tracer.reported(node, Trace.DRAINED) > before, MOST_WAIT_NANOS)) {
      disappoint("node " + node + " does not drain");
    }
    world.operator().kill(node);
  }

  private void give(int node, Step.Given given) {
    GivenLog.write(world, node, given.terms(), given.term());
    readDisk(node);
  }

  /** Tells the oracles that a disk holds something that they did not see being written. */
  private void readDisk(int node) {
    oracles.synced(world.node(node), new FileId(FileId.Kind.WAL, 1));
  }

  private void cut(Step.Cut cut) {
    List<Integer> from = endpoints(cut.from());
    List<Integer> to = endpoints(cut.to());
    to.removeAll(from);
    for (int one : from) {
      for (int other : to) {
        world.operator().cut(one, other);
        if (cut.bothWays()) {
          world.operator().cut(other, one);
        }
      }
    }
  }

  /** Those nodes, or all clients, as endpoints of the network. */
  private List<Integer> endpoints(@Nullable Who who) {
    List<Integer> endpoints = new ArrayList<>();
    if (who == null) {
      for (int client = 0; client < CLIENTS; client++) {
        endpoints.add(Reach.client(client));
      }
    } else {
      eachOf(who, node -> endpoints.add(Reach.node(node)));
    }
    return endpoints;
  }

  /** Others' campaigns, and whatever would keep this node from one, are lost until it leads. */
  private void elect(int node) {
    long before = stage.newestTerm();
    int others = stage.everyNode() & ~(1 << (node - 1));
    rules.add(FrameRule.Fate.DROP, FrameKinds.CAMPAIGN, others, stage.everyNode());
    world.operator().decide(rules);
    long bound = ELECTION_TIMEOUTS * scenario.plan().cluster().timing().electionTimeoutNanos();
    boolean elected = waitUntil(() -> stage.leader() == node && stage.newestTerm() > before, bound);
    rules.removeLast();
    world.operator().decide(rules);
    if (!elected) {
      disappoint("node " + node + " was not elected");
    }
  }

  private void await(Condition condition, long withinNanos) {
    if (!waitUntil(() -> judge.objection(condition).isEmpty(), withinNanos)) {
      disappoint("within " + Units.DURATION.write(withinNanos) + ", " + judge.objection(condition));
    }
  }

  private interface Holds {
    boolean now();
  }

  /** Lets event after event happen; false if the time is over before something holds. */
  private boolean waitUntil(Holds holds, long withinNanos) {
    long bound = world.nowNanos() + withinNanos;
    boolean held = holds.now();
    while (!held && world.queue().stepUntil(bound)) {
      held = holds.now();
    }
    return held;
  }

  private void call(Step.Call call) {
    Who at = call.at();
    int whom = at == null ? 0 : some(at);
    if (at != null && whom == 0) {
      return;
    }
    int node = at == null ? 0 : 1 + Integer.numberOfTrailingZeros(whom);
    if (call.sentOnly()) {
      calls.send(call, call.requests().getFirst(), node);
      return;
    }
    calls.begin();
    for (int i = 0; i < call.requests().size(); i++) {
      calls.send(call, call.requests().get(i), node);
      answer(call.client(), call.outcome());
    }
    calls.end(call);
  }

  private void answer(char client, Expected expected) {
    if (!waitUntil(() -> calls.isAnswered(client), MOST_WAIT_NANOS)) {
      disappoint("client " + client + " has no answer");
    } else if (!expected.isMetBy(calls.answer(client))) {
      disappoint(
          "client "
              + client
              + " was told "
              + Expected.told(calls.answer(client))
              + ", expected "
              + expected);
    }
  }
}
