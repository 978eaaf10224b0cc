package io.apexkv.sim.scenario;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;
import io.apexkv.sim.client.Values;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.plan.Arrival;
import io.apexkv.sim.plan.BatchShape;
import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.KeyShape;
import io.apexkv.sim.plan.LossShape;
import io.apexkv.sim.plan.Outsiders;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Shapes;
import io.apexkv.sim.plan.Strike;
import io.apexkv.sim.plan.ValueShape;
import io.apexkv.sim.plan.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All settings of a scenario, and a plan made of them. A new component of a plan is one line in the
 * table and one word where the plan is made.
 */
final class Settings {

  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long NEVER = Long.MAX_VALUE / 4;

  private static final List<Setting<?>> ALL = new ArrayList<>();

  // The cluster.

  private static final Setting<Long> SEED =
      add("seed", Units.wide(Long.MIN_VALUE, Long.MAX_VALUE), 1L, Plan::seed);
  private static final Setting<Integer> NODES =
      add("nodes", Units.number(1, 9), 3, plan -> plan.cluster().nodes());
  private static final Setting<Integer> GROUPS =
      add("groups", Units.number(1, 64), 1, plan -> plan.cluster().groups());
  private static final Setting<Integer> PARTITIONS =
      add("partitions", Units.number(1, 4096), 1, plan -> plan.cluster().partitions());
  private static final Setting<Long> ELECTION =
      duration("election", 150 * MILLI, plan -> plan.cluster().timing().electionTimeoutNanos());
  private static final Setting<Long> HEARTBEAT =
      duration("heartbeat", 30 * MILLI, plan -> plan.cluster().timing().heartbeatNanos());
  private static final Setting<Integer> CHUNK =
      bytes("chunk", 64 << 10, plan -> plan.cluster().chunkBytes());
  private static final Setting<Integer> CHUNKS =
      add("chunks", Units.number(1, 1 << 20), 1024, plan -> plan.cluster().memoryChunks());

  // Its limits.

  private static final Setting<Integer> VALUE =
      add("value", Units.bytes(Values.MOST_BYTES), 1 << 10, of(Limits::maxValueBytes));
  private static final Setting<Integer> SEGMENT =
      bytes("segment", 256 << 10, of(Limits::walSegmentBytes));
  private static final Setting<Long> LOG =
      add("log", Units.wideBytes(), 1L << 30, of(Limits::logBudgetBytes));
  private static final Setting<Long> LOG_TAIL =
      add("log-tail", Units.wideBytes(), 1L << 20, of(Limits::tailBytes));
  private static final Setting<Integer> APPEND = bytes("append", 16 << 10, of(Limits::appendBytes));
  private static final Setting<Integer> APPEND_WINDOW =
      bytes("append-window", 64 << 10, of(Limits::appendWindowBytes));
  private static final Setting<Integer> PENDING =
      bytes("pending", 1 << 20, of(Limits::pendingBytes));
  private static final Setting<Integer> CONNECTION =
      bytes("connection", 64 << 10, of(Limits::connectionBytes));
  private static final Setting<Integer> SESSION_WINDOW =
      add("session-window", Units.number(1, 1 << 16), 64, of(Limits::sessionWindow));
  private static final Setting<Integer> SESSIONS =
      add("sessions", Units.number(1, 1 << 20), 64, of(Limits::sessions));
  private static final Setting<Long> SESSION_MILLIS =
      add("session-millis", Units.wide(1, 1L << 40), 600_000L, of(Limits::sessionMillis));

  // Ordinary delays and batches.

  private static final Setting<Latency> PEER_LINK =
      latency("peer-link", 100 * MICRO, 50 * MICRO, plan -> plan.shapes().peerLink());
  private static final Setting<Latency> CLIENT_LINK =
      latency("client-link", 100 * MICRO, 50 * MICRO, plan -> plan.shapes().clientLink());
  private static final Setting<Latency> DISK =
      latency("disk", 50 * MICRO, 10 * MICRO, plan -> plan.shapes().disk());
  private static final Setting<Latency> BATCH_DELAY =
      latency("batch-delay", MICRO, MICRO, plan -> plan.shapes().batchDelay());
  private static final Setting<Latency> BATCH_WORK =
      latency("batch-work", 2 * MICRO, MICRO, plan -> plan.shapes().batchWork());
  private static final Setting<Integer> BATCH =
      add("batch", Units.number(1, 1 << 16), 64, plan -> plan.shapes().batchInputs());
  private static final Setting<Integer> CREDIT =
      bytes("credit", 1 << 20, plan -> plan.shapes().creditBytes());
  private static final Setting<Integer> RESETS =
      add("resets", Units.perMillion(), 0, plan -> plan.shapes().resetPerMillion());
  private static final Setting<BatchShape> BATCHES =
      named("batches", BatchShape.values(), plan -> plan.shapes().batches());
  private static final Setting<LossShape> LOSS =
      named("loss", LossShape.values(), plan -> plan.shapes().loss());
  private static final Setting<Integer> FAR =
      add("far-links", Units.perMillion(), 0, plan -> plan.shapes().farPerMillion());

  // Clients.

  private static final Setting<Integer> SESSION_CLIENTS =
      add("session-clients", Units.number(0, 8), 2, plan -> plan.workload().sessionClients());
  private static final Setting<Integer> PLAIN_CLIENTS =
      add("plain-clients", Units.number(0, 7), 1, plan -> plan.workload().rawClients());
  private static final Setting<Integer> READERS =
      add("readers", Units.number(0, 15), 0, plan -> plan.workload().readers());
  private static final Setting<Integer> WINDOW =
      add("window", Units.number(1, 256), 2, plan -> plan.workload().window());
  private static final Setting<Integer> KEYS =
      add("keys", Units.number(1, 1 << 20), 5, plan -> plan.workload().keys());
  private static final Setting<Long> THINK =
      duration("think", 5 * MILLI, plan -> plan.workload().thinkNanos());
  private static final Setting<Integer> GETS = percent("gets", 40, Workload::getPercent);
  private static final Setting<Integer> PUTS = percent("puts", 40, Workload::putPercent);
  private static final Setting<Integer> DELS = percent("dels", 5, Workload::delPercent);
  private static final Setting<Integer> VALUE_BYTES =
      bytes("usual-value", 16, plan -> plan.workload().valueBytes());
  private static final Setting<Integer> LARGE =
      add("large-values", Units.perMillion(), 0, plan -> plan.workload().largePerMillion());
  private static final Setting<Integer> FORWARD =
      add("forwarded", Units.perMillion(), 0, plan -> plan.workload().forwardPerMillion());
  private static final Setting<KeyShape> KEY_SHAPE =
      named("popular-keys", KeyShape.values(), plan -> plan.workload().keyShape());
  private static final Setting<Arrival> ARRIVAL =
      named("arrival", Arrival.values(), plan -> plan.workload().arrival());
  private static final Setting<ValueShape> VALUE_SHAPE =
      named("value-sizes", ValueShape.values(), plan -> plan.workload().valueShape());

  // Phases.

  private static final Setting<Long> SAFETY = duration("safety", 5 * SECOND, Plan::safetyNanos);
  private static final Setting<Long> LIVENESS =
      duration("liveness", 5 * SECOND, Plan::livenessNanos);
  private static final Setting<Outsiders> OUTSIDERS =
      add("outsiders", Units.OUTSIDERS, Outsiders.DEAD, Plan::outsiders);

  /** Every node is, unless it is set. */
  private static final String CORE = "core";

  /** The kinds of the declared faults and strikes are, unless it is set. */
  private static final String KINDS = "kinds";

  /** What a script does without: its steps say when it ends and what clients do. */
  private static final List<String> OF_PLANS =
      List.of(
          SESSION_CLIENTS.name(),
          PLAIN_CLIENTS.name(),
          READERS.name(),
          WINDOW.name(),
          KEYS.name(),
          THINK.name(),
          GETS.name(),
          PUTS.name(),
          DELS.name(),
          LARGE.name(),
          FORWARD.name(),
          KEY_SHAPE.name(),
          ARRIVAL.name(),
          VALUE_SHAPE.name(),
          SAFETY.name(),
          LIVENESS.name(),
          OUTSIDERS.name(),
          CORE,
          KINDS);

  private final Map<String, Object> values = new TreeMap<>();

  /** Where each was set. */
  private final Map<String, Words> lines = new TreeMap<>();

  /** Everything has its quiet value. */
  Settings() {}

  private static <T> Setting<T> add(String name, Unit<T> unit, T quiet, Function<Plan, T> of) {
    Setting<T> setting = new Setting<>(name, unit, quiet, of);
    ALL.add(setting);
    return setting;
  }

  private static Setting<Integer> bytes(String name, int quiet, Function<Plan, Integer> of) {
    return add(name, Units.bytes(), quiet, of);
  }

  private static Setting<Long> duration(String name, long quiet, Function<Plan, Long> of) {
    return add(name, Units.DURATION, quiet, of);
  }

  /** One of an enum's constants; the first is the quiet one. */
  private static <E extends Enum<E>> Setting<E> named(
      String name, E[] constants, Function<Plan, E> of) {
    return add(name, new Units.Names<>(constants), constants[0], of);
  }

  private static Setting<Latency> latency(
      String name, long leastNanos, long spreadNanos, Function<Plan, Latency> of) {
    return add(name, Units.LATENCY, new Latency(leastNanos, spreadNanos, 0, 1), of);
  }

  private static Setting<Integer> percent(String name, int quiet, Function<Workload, Integer> of) {
    return add(name, Units.number(0, 100), quiet, plan -> of.apply(plan.workload()));
  }

  private static <T> Function<Plan, T> of(Function<Limits, T> limit) {
    return plan -> limit.apply(plan.cluster().limits());
  }

  /** The names of all settings, in the order in which they are written. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    ALL.forEach(setting -> names.add(setting.name()));
    names.add(CORE);
    names.add(KINDS);
    return names;
  }

  /** Sets one, of {@link #names}, from the words behind its name. */
  void set(String name, Words words) {
    Words before = lines.put(name, words);
    if (before != null) {
      throw words.wrong(name, "each setting once, and line " + before.line() + " sets it");
    }
    values.put(name, unit(name).read(words));
    words.end();
  }

  private static Unit<?> unit(String name) {
    for (Setting<?> setting : ALL) {
      if (setting.name().equals(name)) {
        return setting.unit();
      }
    }
    return name.equals(CORE) ? Units.NODES : Units.KINDS;
  }

  /**
   * Whatever was set goes together, and with what was not; to be called when all is set.
   *
   * @param script whether steps follow
   * @throws ScenarioError at the last line without which there would be no contradiction
   */
  void check(boolean script) {
    List<String> latestFirst = new ArrayList<>(lines.keySet());
    latestFirst.sort(Comparator.comparingInt(name -> -line(name).line()));
    for (String name : latestFirst.reversed()) {
      if (script && OF_PLANS.contains(name)) {
        throw line(name).wrong(name, "in a script, steps for that");
      }
    }
    String contradiction = contradiction(script, "");
    if (contradiction.isEmpty()) {
      return;
    }
    String culprit = latestFirst.getFirst();
    for (String name : latestFirst) {
      if (contradiction(script, name).isEmpty()) {
        culprit = name;
        break;
      }
    }
    Words words = line(culprit);
    throw words.wrong(words.text(), "what goes with the other settings: " + contradiction);
  }

  private Words line(String name) {
    return Objects.requireNonNull(lines.get(name));
  }

  /** What is wrong with all that was set but for one setting; empty if nothing is. */
  private String contradiction(boolean script, String without) {
    Settings others = new Settings();
    others.values.putAll(values);
    others.values.remove(without);
    try {
      if (script) {
        others.scriptPlan();
      } else {
        others.plan(List.of(), List.of());
      }
      return "";
    } catch (IllegalArgumentException contradiction) {
      return String.valueOf(contradiction.getMessage());
    }
  }

  @SuppressWarnings("unchecked") // put in under the setting's name by the setting's own unit
  private <T> T get(Setting<T> setting) {
    return (T) values.getOrDefault(setting.name(), setting.quiet());
  }

  /** How many nodes there are. */
  int nodes() {
    return get(NODES);
  }

  /** How many Raft groups there are. */
  int groups() {
    return get(GROUPS);
  }

  /** A bit for every client of the workload. */
  int everyClient() {
    return (1 << (get(SESSION_CLIENTS) + get(PLAIN_CLIENTS))) - 1;
  }

  /** How long most values are. */
  int valueBytes() {
    return get(VALUE_BYTES);
  }

  /** A bit for every node. */
  int everyNode() {
    return (1 << nodes()) - 1;
  }

  /**
   * The plan of a script: it ends when its steps do, never by the time.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  Plan scriptPlan() {
    if (get(GROUPS) != 1) {
      throw new IllegalArgumentException("a script is about one group");
    }
    values.put(SAFETY.name(), NEVER);
    values.put(SESSION_CLIENTS.name(), ScriptRun.CLIENTS);
    values.put(PLAIN_CLIENTS.name(), 0);
    return plan(List.of(), List.of());
  }

  /**
   * The plan with these settings.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  Plan plan(List<Fault> faults, List<Strike> strikes) {
    Limits limits =
        new Limits(
            get(VALUE),
            get(SEGMENT),
            get(LOG),
            get(LOG_TAIL),
            get(APPEND),
            get(APPEND_WINDOW),
            get(PENDING),
            get(CONNECTION),
            get(SESSION_WINDOW),
            get(SESSIONS),
            get(SESSION_MILLIS));
    Cluster cluster =
        new Cluster(
            get(NODES),
            get(GROUPS),
            get(PARTITIONS),
            new Timing(get(ELECTION), get(HEARTBEAT)),
            limits,
            get(CHUNK),
            get(CHUNKS));
    Shapes shapes =
        new Shapes(
            get(PEER_LINK),
            get(CLIENT_LINK),
            get(DISK),
            get(BATCH_DELAY),
            get(BATCH_WORK),
            get(BATCH),
            get(CREDIT),
            get(RESETS),
            get(BATCHES),
            get(LOSS),
            get(FAR));
    Workload workload =
        new Workload(
            get(SESSION_CLIENTS),
            get(PLAIN_CLIENTS),
            get(READERS),
            get(WINDOW),
            get(KEYS),
            get(THINK),
            get(GETS),
            get(PUTS),
            get(DELS),
            get(VALUE_BYTES),
            get(LARGE),
            get(FORWARD),
            get(KEY_SHAPE),
            get(ARRIVAL),
            get(VALUE_SHAPE));
    Plan plan =
        new Plan(
            get(SEED),
            cluster,
            shapes,
            workload,
            kinds(faults, strikes),
            faults,
            get(SAFETY),
            get(LIVENESS),
            (Integer) values.getOrDefault(CORE, cluster.everyNode()),
            get(OUTSIDERS),
            strikes);
    Consistency.check(plan);
    return plan;
  }

  @SuppressWarnings("unchecked") // put in by their own unit
  private List<FaultKind> kinds(List<Fault> faults, List<Strike> strikes) {
    Object set = values.get(KINDS);
    return set == null ? kindsOf(faults, strikes) : (List<FaultKind>) set;
  }

  private static List<FaultKind> kindsOf(List<Fault> faults, List<Strike> strikes) {
    List<FaultKind> kinds = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      if (faults.stream().anyMatch(fault -> fault.kind() == kind)
          || strikes.stream().anyMatch(strike -> strike.kind() == kind)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** A line for each setting that is not quiet in a plan. */
  static String write(Plan plan) {
    StringBuilder text = new StringBuilder();
    ALL.forEach(setting -> text.append(setting.line(plan)));
    if (plan.core() != plan.cluster().everyNode()) {
      text.append(CORE).append(' ').append(Units.NODES.write(plan.core())).append('\n');
    }
    if (!plan.enabled().equals(kindsOf(plan.faults(), plan.strikes()))) {
      text.append(KINDS).append(' ').append(Units.KINDS.write(plan.enabled())).append('\n');
    }
    return text.toString();
  }
}
