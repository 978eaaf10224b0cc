package io.apexkv.sim.page;

import io.apexkv.sim.client.Values;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.page.Recorder.State;
import io.apexkv.sim.page.Recorder.Struck;
import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.RunResult;
import java.util.TreeMap;

/** The data of a run's page, as JSON. Times are in microseconds of world time. */
final class RunPage {

  /** Frames that a page shows, those nearest to the focus; each is an arrow. */
  private static final int MOST_FRAMES = 20_000;

  /** Far from the focus, commits are drawn as steps of so many parts of the run. */
  private static final int COMMIT_STEPS = 1_000;

  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;

  private final RunResult result;
  private final Plan plan;
  private final Recorder recorder;
  private final History history;
  private final Origin origin;
  private final Focus focus;
  private final JsonText json = new JsonText();
  private final long framesFromNanos;
  private final long framesUntilNanos;

  RunPage(RecordedRun run, Origin origin) {
    this.result = run.result();
    this.plan = result.plan();
    this.recorder = run.recorder();
    this.history = run.history();
    this.origin = origin;
    this.focus = Focus.of(result, history, recorder.operations);
    long before = result.simulatedNanos();
    while (recorder.frames.between(focus.atNanos() - before, focus.atNanos() + before / 4)
        > MOST_FRAMES) {
      before -= before / 8;
    }
    framesFromNanos = Math.max(0, focus.atNanos() - before);
    framesUntilNanos = Math.min(result.simulatedNanos(), focus.atNanos() + before / 4);
  }

  String data() {
    json.begin('{');
    json.property("kind", "run").property("title", origin.title());
    json.property("note", origin.note()).property("replay", origin.replay());
    verdict();
    json.property("plan", plan.print());
    json.property("end", endNanos() / MICRO);
    json.property("safetyEnd", plan.safetyNanos() / MICRO);
    json.property("nodes", plan.cluster().nodes()).property("groups", plan.cluster().groups());
    faults();
    rows("states", recorder.states);
    rows("votes", recorder.votes);
    commits();
    restarts();
    frames();
    OperationRows operations =
        new OperationRows(history, Model.REGISTER, focus.operation(), focus.violation());
    focus(operations);
    names();
    operations.write(json, new RecordedTimes());
    operations.write(json, focus.violation(), "event");
    story(operations);
    return json.end('}').toString();
  }

  private final class RecordedTimes implements OperationRows.Times {
    @Override
    public long invoked(int operation) {
      return recorder.operations.at(operation, 0) / MICRO;
    }

    @Override
    public long returned(int operation) {
      long nanos = recorder.operations.at(operation, 1);
      return nanos < 0 ? -1 : nanos / MICRO;
    }

    @Override
    public int node(int operation) {
      return (int) recorder.operations.at(operation, 2);
    }
  }

  private void verdict() {
    RunResult.Failure failure = result.failure();
    json.property("traceHash", hash());
    json.property("events", result.events());
    if (failure == null) {
      json.property("verdict", result.undecided() ? "unknown" : "passed");
      return;
    }
    json.property("verdict", "failed").property("check", failure.check());
    json.property("message", failure.message()).property("event", failure.event());
    json.property("at", failure.timeNanos() / MICRO);
  }

  private String hash() {
    String digits = Long.toHexString(result.traceHash());
    return "0".repeat(16 - digits.length()) + digits;
  }

  private void faults() {
    json.name("faults").begin('[');
    for (Struck struck : recorder.faults) {
      json.begin('[').number(struck.atNanos() / MICRO);
      json.number(struck.endNanos(plan) / MICRO);
      json.string(struck.fault().kind().label()).number(struck.nodes());
      json.number(struck.fault().clients()).string(Words.fault(struck, plan)).end(']');
    }
    if (Words.outside(plan) != 0 && result.simulatedNanos() > plan.safetyNanos()) {
      json.begin('[').number(plan.safetyNanos() / MICRO).number(endNanos() / MICRO);
      json.string(Words.outsidersKind(plan)).number(Words.outside(plan));
      json.number(0).string(Words.outsiders(plan)).end(']');
    }
    json.end(']');
  }

  /** Rows whose first column is a time. */
  private void rows(String name, Rows rows) {
    json.name(name).begin('[');
    for (int row = 0; row < rows.size(); row++) {
      json.row(
          rows.at(row, 0) / MICRO,
          rows.at(row, 1),
          rows.at(row, 2),
          rows.at(row, 3),
          rows.at(row, 4));
    }
    json.end(']');
  }

  /** Every step near the focus, and elsewhere as many as anybody can see. */
  private void commits() {
    Cluster cluster = plan.cluster();
    long apart = result.simulatedNanos() / COMMIT_STEPS;
    long[] last = new long[(cluster.nodes() + 1) * (cluster.groups() + 1)];
    Rows commits = recorder.commits;
    json.name("commits").begin('[');
    for (int row = 0; row < commits.size(); row++) {
      long at = commits.at(row, 0);
      int replica = (int) (commits.at(row, 1) * (cluster.groups() + 1) + commits.at(row, 2));
      boolean near = at >= framesFromNanos && at <= framesUntilNanos;
      if (near || at - last[replica] >= apart) {
        last[replica] = at;
        json.row(at / MICRO, commits.at(row, 1), commits.at(row, 2), commits.at(row, 3));
      }
    }
    json.end(']');
  }

  /** A restart is worth a mark if it forgot something. */
  private void restarts() {
    Rows rows = recorder.restarts;
    json.name("restarts").begin('[');
    for (int row = 0; row < rows.size(); row++) {
      long forgottenVote =
          rows.at(row, 4) != 0 && rows.at(row, 7) != rows.at(row, 4) ? rows.at(row, 4) : 0;
      json.row(
          rows.at(row, 0) / MICRO,
          rows.at(row, 1),
          rows.at(row, 2),
          rows.at(row, 3),
          forgottenVote,
          rows.at(row, 5),
          rows.at(row, 8));
    }
    json.end(']');
  }

  private void frames() {
    FrameLog frames = recorder.frames;
    json.property("framesInAll", frames.size());
    json.property("framesFrom", framesFromNanos / MICRO);
    json.property("framesUntil", framesUntilNanos / MICRO);
    json.name("frames").begin('[');
    for (int i = 0; i < frames.size(); i++) {
      if (frames.touches(i, framesFromNanos, framesUntilNanos)) {
        json.row(
            frames.at(i, FrameLog.FROM),
            frames.at(i, FrameLog.TO),
            frames.at(i, FrameLog.SENT) / MICRO,
            frames.at(i, FrameLog.ENDED) / MICRO,
            frames.at(i, FrameLog.KIND),
            frames.at(i, FrameLog.FATE),
            group(frames.at(i, FrameLog.GROUP)),
            small(frames.at(i, FrameLog.TERM)),
            small(frames.at(i, FrameLog.FIRST)),
            small(frames.at(i, FrameLog.SECOND)));
      }
    }
    json.end(']');
    json.name("writes").begin('[');
    for (int row = 0; row < recorder.writes.size(); row++) {
      long at = recorder.writes.at(row, 0);
      if (at >= framesFromNanos && at <= framesUntilNanos) {
        json.row(at / MICRO, recorder.writes.at(row, 1));
      }
    }
    json.end(']');
  }

  /** Groups of the cluster, 0 of what belongs to none; a heartbeat's first group is negative. */
  private long group(long group) {
    long positive = Math.abs(group);
    return positive >= 1 && positive <= plan.cluster().groups() ? positive : 0;
  }

  /** What a damaged frame says may be too much for a number of JavaScript. */
  private static long small(long number) {
    return Math.clamp(number, -1, 1L << 52);
  }

  private void focus(OperationRows operations) {
    int operation = operations.number(focus.operation());
    json.name("focus").begin('{');
    json.property("group", focus.group()).property("at", focus.atNanos() / MICRO);
    json.property("operation", operation);
    json.property("key", operation < 0 ? -1 : history.key(focus.operation()));
    int overwriting =
        focus.violation() == null
            ? -1
            : StaleRead.of(history, focus.operation()).map(StaleRead::overwriting).orElse(-1);
    json.property("overwriting", operations.number(overwriting));
    json.name("view");
    if (result.passed()) {
      json.row(0, result.simulatedNanos() / MICRO);
    } else {
      json.row(
          Math.max(0, beginOfView() - marginNanos()) / MICRO,
          (focus.atNanos() + marginNanos()) / MICRO);
    }
    json.end('}');
  }

  private long marginNanos() {
    return (focus.atNanos() - beginOfView()) / 8 + MILLI;
  }

  /** A run that failed in its last event ends a little later on the page, so that it is seen. */
  private long endNanos() {
    long end = result.simulatedNanos();
    return result.passed() ? end : Math.max(end, focus.atNanos() + marginNanos());
  }

  /** From the last things that can have led to it: an overwriting write, a change of leaders. */
  private long beginOfView() {
    long at = focus.atNanos();
    long from = at - 50 * MILLI;
    if (focus.operation() >= 0) {
      from = Math.min(from, recorder.operations.at(focus.operation(), 0));
    }
    if (focus.violation() != null) {
      from =
          StaleRead.of(history, focus.operation())
              .map(proof -> recorder.operations.at(proof.overwriting(), 0))
              .map(invoked -> Math.max(invoked, at - Story.BEFORE_NANOS))
              .map(invoked -> Math.min(invoked, at - 50 * MILLI))
              .orElse(from);
    }
    long within = focus.operation() >= 0 ? Story.BEFORE_NANOS : 600 * MILLI;
    long first = from;
    Rows states = recorder.states;
    for (int row = 0; row < states.size() && states.at(row, 0) <= at; row++) {
      boolean tells =
          states.at(row, 3) == State.LEADER.ordinal()
              || (focus.operation() < 0 && states.at(row, 3) == State.DEAD.ordinal());
      if (tells && states.at(row, 2) == focus.group() && states.at(row, 0) >= at - within) {
        first = Math.min(first, states.at(row, 0));
      }
    }
    return first;
  }

  private void names() {
    TreeMap<Integer, String> processes = new TreeMap<>();
    json.name("keyGroups").begin('[');
    for (int key = 0; key < history.keyCount(); key++) {
      json.number(Values.groupOf(key, plan.cluster()));
    }
    json.end(']').name("keys").begin('[');
    for (int key = 0; key < history.keyCount(); key++) {
      json.string("k" + key);
    }
    json.end(']');
    for (int i = 0; i < history.size(); i++) {
      processes.computeIfAbsent(history.process(i), Clients::name);
    }
    json.name("processes").begin('{');
    processes.forEach((process, name) -> json.property(Integer.toString(process), name));
    json.end('}');
  }

  private void story(OperationRows operations) {
    json.name("story").begin('[');
    for (Story.Sentence each : Story.of(result, recorder, history, focus)) {
      json.begin('[').number(each.atNanos() / MICRO).string(each.kind()).number(each.node());
      json.number(operations.number(each.operation())).string(each.text()).end(']');
    }
    json.end(']');
  }
}
