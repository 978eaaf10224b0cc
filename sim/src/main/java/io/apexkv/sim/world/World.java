package io.apexkv.sim.world;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Trace;
import io.apexkv.sim.disk.SimDisk;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.network.ClientNetwork;
import io.apexkv.sim.network.FrameListener;
import io.apexkv.sim.network.Noise;
import io.apexkv.sim.network.PeerNetwork;
import io.apexkv.sim.network.Reach;
import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.LuckRecord;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * A world: time, a network, and the nodes of one cluster, as a plan describes them. What happens in
 * it is a pure function of the plan and of the class files that it runs.
 */
public final class World {

  /** The cluster that every world simulates. */
  public static final ClusterId CLUSTER = new ClusterId(0x41706578L, 0x73696DL);

  private static final int FIRST_PORT = 7000;
  private static final long WALL_START_MILLIS = 1_700_000_000_000L;

  private final Plan plan;
  private final SubjectFactory factory;
  private WorldObserver observer = new WorldObserver() {};
  private final EventQueue queue = new EventQueue();
  private final Luck luck;
  private final TraceHash traceHash = new TraceHash();
  private final SimMemory.Pool memoryPool;
  private final List<Member> members = new ArrayList<>();
  private final Node[] nodes;
  private final PeerNetwork peers;
  private final ClientNetwork clients;
  private final FaultDirector faults;
  private final Lookout lookout;
  private final Noise noise;
  private final Operator operator;
  private final long[] traces = new long[Trace.values().length];
  private final long[] marks = new long[RarePath.values().length];

  /** Formats the nodes' disks and schedules their first boot and the plan's faults. */
  public World(Plan plan, SubjectFactory factory) {
    this(plan, factory, true);
  }

  /** Formats the nodes' disks; nothing happens before an {@link #operator} acts. */
  public static World idle(Plan plan, SubjectFactory factory) {
    return new World(plan, factory, false);
  }

  private World(Plan plan, SubjectFactory factory, boolean schedules) {
    this.plan = plan;
    this.factory = factory;
    this.luck = new Luck(plan.seed());
    Cluster cluster = plan.cluster();
    this.memoryPool = new SimMemory.Pool(cluster.chunkBytes());
    for (int id = 1; id <= cluster.nodes(); id++) {
      members.add(new Member(id, address(id)));
    }
    this.nodes = new Node[cluster.nodes()];
    SimMemory none = newMemory();
    for (int id = 1; id <= nodes.length; id++) {
      SimDisk disk = new SimDisk(queue, luck, id, plan.shapes().disk());
      disk.install(new FileId(FileId.Kind.SUPERBLOCK, 0), factory.format(config(id, none)));
      long start = luck.below(1L << 40, Purpose.PLAN, -1, id, 0);
      long wall = WALL_START_MILLIS + luck.below(2000, Purpose.PLAN, -2, id, 0);
      nodes[id - 1] = new Node(this, id, disk, new SimClock(start, wall - start / 1_000_000));
    }
    Reach reach = new Reach();
    this.noise = new Noise();
    noise.declare(plan.strikes());
    this.peers = new PeerNetwork(queue, luck, plan.shapes(), reach, noise, nodes);
    this.clients = new ClientNetwork(queue, luck, plan.shapes(), reach, noise, nodes);
    this.lookout = new Lookout(this);
    this.faults = new FaultDirector(this, reach, noise);
    this.operator = new Operator(this, reach);
    if (schedules) {
      faults.schedule();
    }
  }

  /** Lets somebody hear what happens; to be called before anything does. */
  public void observe(WorldObserver newObserver) {
    observer = newObserver;
  }

  /** Writes down what luck decides; to be called before anything happens. */
  public void record(LuckRecord record) {
    noise.recordTo(record);
    faults.recordTo(record);
  }

  /** Lets somebody hear of frames too; to be called before anything happens. */
  public void observeFrames(FrameListener listener) {
    peers.listen(listener);
    clients.listen(listener);
  }

  /** The address under which a node is known to its peers and clients. */
  public static String address(int node) {
    return "node" + node + ":" + (FIRST_PORT + node);
  }

  /** The node that an address names. */
  public static int nodeAt(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1)) - FIRST_PORT;
  }

  /** Lets everything happen that happens until a moment. */
  public void runUntil(long timeNanos) {
    queue.runUntil(timeNanos);
  }

  /** World time. */
  public long nowNanos() {
    return queue.nowNanos();
  }

  /** The plan. */
  public Plan plan() {
    return plan;
  }

  /** Luck of this world's seed. */
  public Luck luck() {
    return luck;
  }

  /** The future. */
  public EventQueue queue() {
    return queue;
  }

  /** Clients' connections. */
  public ClientNetwork clients() {
    return clients;
  }

  /** The faults of the plan. */
  public FaultDirector faults() {
    return faults;
  }

  /** Whoever acts on this world by hand. */
  public Operator operator() {
    return operator;
  }

  /** The hash of all inputs and effects so far. */
  public TraceHash traceHash() {
    return traceHash;
  }

  /** How many nodes there are. */
  public int size() {
    return nodes.length;
  }

  /** A node by id, from 1. */
  public Node node(int id) {
    return nodes[id - 1];
  }

  /** How often kernels have reported an event. */
  public long traced(Trace event) {
    return traces[event.ordinal()];
  }

  /** How often somebody went a rare path, as far as the world and those who watch it have seen. */
  public long marks(RarePath path) {
    return marks[path.ordinal()];
  }

  /** Counts somebody who goes a rare path. */
  public void mark(RarePath path) {
    marks[path.ordinal()]++;
  }

  /** Peer frames delivered. */
  public long framesDelivered() {
    return peers.delivered();
  }

  PeerNetwork peers() {
    return peers;
  }

  SubjectFactory factory() {
    return factory;
  }

  Lookout lookout() {
    return lookout;
  }

  WorldObserver observer() {
    return observer;
  }

  SimMemory newMemory() {
    return new SimMemory(memoryPool, plan.cluster().memoryChunks());
  }

  Config config(int id, SimMemory memory) {
    Cluster cluster = plan.cluster();
    return new Config(
        CLUSTER,
        id,
        members,
        cluster.partitions(),
        cluster.groups(),
        cluster.timing(),
        cluster.limits(),
        memory,
        "simulated");
  }

  void traced(Node node, Trace event, long group, long first, long second) {
    traces[event.ordinal()]++;
    mark(RarePath.of(event));
    lookout.traced(node, event, (int) group, first, second);
    observer.traced(node, event, group, first, second);
    faults.traced(node, event, group);
  }

  void processEnded(Node node) {
    peers.processEnded(node.id());
    clients.processEnded(node.id());
    observer.died(node);
  }
}
