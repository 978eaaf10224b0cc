package io.apexkv.sim.page;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.linearizability.Explanation;
import io.apexkv.sim.linearizability.Violation;
import io.apexkv.sim.page.Recorder.State;
import io.apexkv.sim.page.Recorder.Struck;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What happened before a failure, in sentences: to the focus's group, and to its key. */
final class Story {

  /** How long before the failure it begins. */
  static final long BEFORE_NANOS = 1_000_000_000L;

  private static final int MOST_SENTENCES = 60;
  private static final int LAST_OF_PREFIX = 4;
  private static final String STILL_ON = " (still on)";
  private static final State[] STATES = State.values();

  /**
   * One sentence.
   *
   * @param atNanos when it became true
   * @param kind what it is about: state, fault, life, role, vote, log, client or verdict
   * @param node whom it is about, 0 for nobody or several
   * @param operation the operation that it tells, or -1
   */
  record Sentence(long atNanos, String kind, int node, int operation, String text) {}

  private final Recorder recorder;
  private final History history;
  private final Focus focus;
  private final Plan plan;
  private final long fromNanos;
  private final List<Sentence> sentences = new ArrayList<>();

  private Story(RunResult result, Recorder recorder, History history, Focus focus) {
    this.recorder = recorder;
    this.history = history;
    this.focus = focus;
    this.plan = result.plan();
    this.fromNanos = Math.max(0, focus.atNanos() - BEFORE_NANOS);
  }

  /** The sentences of a failed run in order of time; none of a run that passed. */
  static List<Sentence> of(RunResult result, Recorder recorder, History history, Focus focus) {
    RunResult.Failure failure = result.failure();
    if (failure == null) {
      return List.of();
    }
    Story story = new Story(result, recorder, history, focus);
    story.faults();
    story.deaths();
    story.states();
    story.restarts();
    story.votes();
    story.log();
    story.clients();
    story.sentences.sort(Comparator.comparingLong(Sentence::atNanos)); // stable
    int size = story.sentences.size();
    List<Sentence> told = new ArrayList<>();
    told.addAll(story.beginning());
    told.addAll(story.sentences.subList(Math.max(0, size - MOST_SENTENCES), size));
    told.sort(Comparator.comparingLong(Sentence::atNanos));
    told.add(story.ending(failure));
    return told;
  }

  private boolean isInside(long atNanos) {
    return atNanos >= fromNanos && atNanos <= focus.atNanos();
  }

  private void add(long atNanos, String kind, int node, String text) {
    sentences.add(new Sentence(atNanos, kind, node, -1, text));
  }

  /** Who was what when the story begins, and which faults were on. */
  private List<Sentence> beginning() {
    List<Sentence> told = new ArrayList<>();
    StringBuilder text = new StringBuilder("Group " + focus.group() + ": ");
    long newest = 0;
    for (int node = 1; node <= plan.cluster().nodes(); node++) {
      int row = stateBefore(node, fromNanos);
      text.append(node == 1 ? "" : "; ").append("node ").append(node).append(' ').append(was(row));
      newest = row < 0 ? newest : Math.max(newest, recorder.states.at(row, 4));
    }
    text.append('.');
    for (int node = 1; node <= plan.cluster().nodes(); node++) {
      int row = stateBefore(node, fromNanos);
      boolean old = row >= 0 && recorder.states.at(row, 4) < newest;
      if (old && STATES[(int) recorder.states.at(row, 3)] == State.LEADER) {
        text.append(" Node ").append(node).append(" has not heard of term ").append(newest);
        text.append('.');
      }
    }
    told.add(new Sentence(fromNanos, "state", 0, -1, text.toString()));
    TreeSet<String> background = new TreeSet<>();
    for (Struck struck : recorder.faults) {
      boolean lasts = struck.atNanos() < fromNanos && struck.endNanos(plan) > fromNanos;
      boolean touches = lasts || isInside(struck.atNanos());
      if (touches && Words.isBackground(struck.fault().kind())) {
        background.add(struck.fault().kind().label());
      } else if (lasts && heals(struck)) {
        String words = Words.fault(struck, plan);
        told.add(new Sentence(struck.atNanos(), "fault", 0, -1, words + STILL_ON));
      }
    }
    if (Words.outside(plan) != 0 && plan.safetyNanos() < fromNanos) {
      String words = Words.outsiders(plan) + STILL_ON;
      told.add(new Sentence(plan.safetyNanos(), "fault", 0, -1, words));
    }
    if (!background.isEmpty()) {
      String words = "in the background: " + String.join(", ", background);
      told.add(new Sentence(fromNanos, "fault", 0, -1, words));
    }
    return told;
  }

  private String was(int row) {
    if (row < 0) {
      return "is not there yet";
    }
    long term = recorder.states.at(row, 4);
    return switch (STATES[(int) recorder.states.at(row, 3)]) {
      case DEAD -> "is down";
      case RECOVERING -> "recovers";
      case FOLLOWER -> "follows in term " + term;
      case PRE_CANDIDATE, CANDIDATE -> "campaigns, in term " + term;
      case LEADER ->
          "leads in term " + term + ", since " + Words.moment(recorder.states.at(row, 0));
    };
  }

  /** The row of the state that a node's replica of the group has at a moment, -1 if none. */
  private int stateBefore(int node, long atNanos) {
    int found = -1;
    Rows states = recorder.states;
    for (int row = 0; row < states.size() && states.at(row, 0) <= atNanos; row++) {
      if (states.at(row, 1) == node && states.at(row, 2) == focus.group()) {
        found = row;
      }
    }
    return found;
  }

  /** Whether a fault is a state of things that ends when its time is over. */
  private static boolean heals(Struck struck) {
    return switch (struck.fault().kind()) {
      case PARTITION, ONE_WAY_PARTITION, CLIENT_PARTITION, SLOW_DISK, PAUSE -> true;
      default -> false;
    };
  }

  private void faults() {
    for (Struck struck : recorder.faults) {
      String words = Words.fault(struck, plan);
      if (isInside(struck.atNanos()) && !Words.isBackground(struck.fault().kind())) {
        add(struck.atNanos(), "fault", 0, words);
      }
      long end = struck.endNanos(plan);
      if (heals(struck) && isInside(end) && end != plan.safetyNanos()) {
        add(end, "fault", 0, "over: " + words);
      }
    }
    if (isInside(plan.safetyNanos())) {
      String core = "faults end; " + Words.each("node", plan.core()) + " must now serve";
      String rest = Words.outside(plan) == 0 ? "" : ", and " + Words.outsiders(plan);
      add(plan.safetyNanos(), "fault", 0, core + rest);
    }
  }

  /** Deaths of one moment in one sentence. */
  private void deaths() {
    Rows deaths = recorder.deaths;
    for (int row = 0; row < deaths.size(); ) {
      long at = deaths.at(row, 0);
      long power = deaths.at(row, 2);
      int nodes = 0;
      for (; row < deaths.size() && at == deaths.at(row, 0) && power == deaths.at(row, 2); row++) {
        nodes |= 1 << (deaths.at(row, 1) - 1);
      }
      boolean one = Integer.bitCount(nodes) == 1;
      String ends = power == 1 ? (one ? " loses power" : " lose power") : (one ? " dies" : " die");
      if (isInside(at)) {
        add(
            at,
            "life",
            one ? Integer.numberOfTrailingZeros(nodes) + 1 : 0,
            Words.each("node", nodes) + ends);
      }
    }
  }

  private void states() {
    Rows states = recorder.states;
    long[] term = new long[plan.cluster().nodes() + 1];
    State[] before = new State[term.length];
    Arrays.fill(before, State.DEAD);
    for (int row = 0; row < states.size(); row++) {
      if (states.at(row, 2) != focus.group()) {
        continue;
      }
      int node = (int) states.at(row, 1);
      State state = STATES[(int) states.at(row, 3)];
      State was = before[node];
      before[node] = state;
      term[node] = states.at(row, 4);
      if (!isInside(states.at(row, 0))) {
        continue;
      }
      String text =
          switch (state) {
            case DEAD -> "";
            case RECOVERING -> "node " + node + " starts, and reads its log";
            case CANDIDATE -> "node " + node + " campaigns for term " + term[node];
            case LEADER ->
                "node " + node + " leads in term " + term[node] + rivals(node, term, before);
            case FOLLOWER ->
                was == State.LEADER ? "node " + node + " steps down, in term " + term[node] : "";
            case PRE_CANDIDATE -> "";
          };
      if (!text.isEmpty()) {
        String kind = state.compareTo(State.FOLLOWER) < 0 ? "life" : "role";
        add(states.at(row, 0), kind, node, text);
      }
    }
  }

  private static String rivals(int leader, long[] term, State[] now) {
    StringBuilder text = new StringBuilder();
    for (int node = 1; node < term.length; node++) {
      if (node != leader && now[node] == State.LEADER) {
        text.append(", while node ").append(node).append(" still leads in term ");
        text.append(term[node]);
      }
    }
    return text.toString();
  }

  private void restarts() {
    Rows restarts = recorder.restarts;
    for (int row = 0; row < restarts.size(); row++) {
      long at = restarts.at(row, 0);
      if (restarts.at(row, 2) != focus.group() || !isInside(at)) {
        continue;
      }
      int node = (int) restarts.at(row, 1);
      long oldTerm = restarts.at(row, 3);
      long oldVote = restarts.at(row, 4);
      long oldLast = restarts.at(row, 5);
      long term = restarts.at(row, 6);
      StringBuilder text = new StringBuilder();
      text.append("node ").append(node).append(" is back in term ").append(term);
      text.append(", with entries up to ").append(restarts.at(row, 8));
      if (oldVote != 0 && (term < oldTerm || restarts.at(row, 7) != oldVote)) {
        text.append("; its vote for node ").append(oldVote).append(" in term ").append(oldTerm);
        text.append(" is forgotten");
      }
      if (restarts.at(row, 8) < oldLast) {
        text.append("; entries up to ").append(oldLast).append(" had not reached its disk");
      }
      add(at, "life", node, text.toString());
    }
  }

  private void votes() {
    Rows votes = recorder.votes;
    for (int row = 0; row < votes.size(); row++) {
      long at = votes.at(row, 0);
      int node = (int) votes.at(row, 1);
      long candidate = votes.at(row, 4);
      if (votes.at(row, 2) == focus.group() && isInside(at) && candidate != node) {
        String text =
            "node " + node + " votes for node " + candidate + " in term " + votes.at(row, 3);
        add(at, "vote", node, text);
      }
    }
  }

  /** Where a log is at fault: the last acknowledgement of each follower, and the last commit. */
  private void log() {
    if (focus.operation() != Focus.NO_OPERATION) {
      return;
    }
    FrameLog frames = recorder.frames;
    int[] last = new int[plan.cluster().nodes() + 1];
    Arrays.fill(last, -1);
    for (int i = 0; i < frames.size(); i++) {
      boolean accepted =
          frames.at(i, FrameLog.KIND) == FrameLog.APPEND_ANSWER
              && frames.at(i, FrameLog.GROUP) == focus.group()
              && frames.at(i, FrameLog.FIRST) == 1
              && frames.at(i, FrameLog.FATE) == 0;
      if (accepted && isInside(frames.at(i, FrameLog.ENDED))) {
        last[(int) frames.at(i, FrameLog.FROM)] = i;
      }
    }
    for (int node = 1; node < last.length; node++) {
      if (last[node] >= 0) {
        long sent = frames.at(last[node], FrameLog.SENT);
        String text =
            "node "
                + node
                + " tells node "
                + frames.at(last[node], FrameLog.TO)
                + " that it has entries up to "
                + frames.at(last[node], FrameLog.SECOND)
                + lastWrite(node, sent);
        add(sent, "log", node, text);
      }
    }
    lastCommit();
  }

  private String lastWrite(int node, long beforeNanos) {
    long write = -1;
    for (int row = 0; row < recorder.writes.size(); row++) {
      if (recorder.writes.at(row, 1) == node && recorder.writes.at(row, 0) <= beforeNanos) {
        write = recorder.writes.at(row, 0);
      }
    }
    return write < 0
        ? "; its disk has no write of this life"
        : "; the last write on its disk is of " + Words.moment(write);
  }

  private void lastCommit() {
    Rows commits = recorder.commits;
    for (int row = commits.size() - 1; row >= 0; row--) {
      boolean inGroup = commits.at(row, 2) == focus.group();
      if (inGroup && isInside(commits.at(row, 0))) {
        int node = (int) commits.at(row, 1);
        String text = "node " + node + " counts entries up to " + commits.at(row, 3) + " committed";
        add(commits.at(row, 0), "log", node, text);
        return;
      }
    }
  }

  private void clients() {
    if (focus.operation() == Focus.NO_OPERATION) {
      return;
    }
    TreeSet<Integer> told = new TreeSet<>();
    told.add(focus.operation());
    stale()
        .ifPresent(
            proof -> {
              told.add(proof.overwriting());
              if (proof.written() != StaleRead.NEVER_WRITTEN) {
                told.add(proof.written());
              }
            });
    Violation violation = focus.violation();
    if (violation != null) {
      List<Integer> order = violation.prefixOrder();
      told.addAll(order.subList(Math.max(0, order.size() - LAST_OF_PREFIX), order.size()));
      told.addAll(violation.neighbours());
    }
    for (int operation : told) {
      long returned = recorder.operations.at(operation, 1);
      boolean open = isOpen(operation, returned);
      long at = open ? recorder.operations.at(operation, 0) : returned;
      int node = (int) recorder.operations.at(operation, 2);
      sentences.add(new Sentence(at, "client", node, operation, client(operation, open)));
    }
  }

  /** Whether it had no answer when the failure came: then a later one explains nothing. */
  private boolean isOpen(int operation, long returned) {
    boolean later = operation != focus.operation() && returned > focus.atNanos();
    return returned < 0 || later;
  }

  private Optional<StaleRead> stale() {
    return focus.violation() == null ? Optional.empty() : StaleRead.of(history, focus.operation());
  }

  /** {@code client 3 at node 2: read of c7.33, OK (asked at 1.358 s)}. */
  private String client(int operation, boolean open) {
    int node = (int) recorder.operations.at(operation, 2);
    String words =
        open
            ? new Explanation(history, Model.REGISTER, "event").request(operation)
                + ", not answered yet"
            : requestAndAnswer(operation) + ", " + history.outcome(operation);
    return Clients.name(history.process(operation))
        + (node == 0 ? "" : " at node " + node)
        + ": "
        + words
        + " (asked at "
        + Words.moment(recorder.operations.at(operation, 0))
        + ")";
  }

  private String requestAndAnswer(int operation) {
    return new Explanation(history, Model.REGISTER, "event").requestAndAnswer(operation);
  }

  private Sentence ending(RunResult.Failure failure) {
    String text = stale().map(this::overwritten).orElse(failure.message());
    return new Sentence(focus.atNanos(), "verdict", 0, focus.operation(), text);
  }

  private String overwritten(StaleRead proof) {
    return "A stale read of k"
        + history.key(proof.read())
        + ": it answers "
        + history.valueName(history.value(proof.read()))
        + ", but "
        + requestAndAnswer(proof.overwriting())
        + " was acknowledged at "
        + Words.moment(recorder.operations.at(proof.overwriting(), 1))
        + by(proof.overwriting())
        + ", before the read was asked for at "
        + Words.moment(recorder.operations.at(proof.read(), 0))
        + "."
        + answeringLeader((int) recorder.operations.at(proof.read(), 2));
  }

  private String by(int operation) {
    long node = recorder.operations.at(operation, 2);
    return node == 0 ? "" : " by node " + node;
  }

  /** What the node that answered took itself for, if somebody leads in a newer term. */
  private String answeringLeader(int node) {
    int row = node == 0 ? -1 : stateBefore(node, focus.atNanos());
    if (row < 0 || STATES[(int) recorder.states.at(row, 3)] != State.LEADER) {
      return "";
    }
    long term = recorder.states.at(row, 4);
    long newer = newestTermLed();
    return newer <= term
        ? ""
        : " Node "
            + node
            + ", which answered the read, still led in term "
            + term
            + " and had not heard of term "
            + newer
            + ".";
  }

  /** The newest term in which somebody had led the group when the failure came. */
  private long newestTermLed() {
    Rows states = recorder.states;
    long newest = 0;
    for (int row = 0; row < states.size() && states.at(row, 0) <= focus.atNanos(); row++) {
      boolean leads = states.at(row, 3) == State.LEADER.ordinal();
      if (leads && states.at(row, 2) == focus.group()) {
        newest = Math.max(newest, states.at(row, 4));
      }
    }
    return newest;
  }
}
