package io.apexkv.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.network.ClientConnection;
import io.apexkv.sim.network.ClientPort;
import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Moment;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A world around toy kernels: what hosts owe kernels, kernels owe hosts, and what faults do. */
class WorldTest {

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;
  private static final FileId LOG = new FileId(FileId.Kind.WAL, 1);

  private final ToyKernel.Factory factory = new ToyKernel.Factory();

  private World world(int nodes, Fault... faults) {
    Plan plan = Planner.plan(11);
    Cluster shape = plan.cluster();
    Cluster cluster =
        new Cluster(
            nodes, 1, 1, shape.timing(), shape.limits(), shape.chunkBytes(), shape.memoryChunks());
    return new World(
        new Plan(
            11,
            cluster,
            plan.shapes(),
            plan.workload(),
            List.of(FaultKind.values()),
            List.of(faults),
            10 * SECOND,
            SECOND,
            cluster.everyNode(),
            plan.outsiders()),
        factory);
  }

  private static Fault fault(FaultKind kind, long atMillis, long untilMillis, int nodes) {
    return new Fault(kind, atMillis * MILLI, untilMillis * MILLI, nodes, 1, 0, 0);
  }

  private String violated(World world) {
    return assertThrows(Violation.class, () -> world.runUntil(SECOND)).check();
  }

  private ToyKernel kernel(int boot) {
    return factory.made.get(boot);
  }

  @Test
  void aProcessBootsItsPeersComeUpAndItIsWokenAtItsDeadlines() {
    world(3).runUntil(SECOND);
    assertEquals(3, factory.made.size());
    for (ToyKernel kernel : factory.made) {
      assertEquals("booted", kernel.heard.getFirst());
      assertEquals(2, kernel.heard.stream().filter(each -> each.startsWith("up ")).count());
      assertTrue(kernel.flushes.size() >= 90 && kernel.flushes.size() < 150);
    }
  }

  @Test
  void timeNeverGoesBack() {
    Fault drift = new Fault(FaultKind.CLOCK_DRIFT, 100 * MILLI, SECOND, 1, 0, 0, -50_000);
    world(1, drift).runUntil(SECOND);
    List<Long> sorted = new ArrayList<>(kernel(0).flushes);
    sorted.sort(null);
    assertEquals(sorted, kernel(0).flushes);
  }

  @Test
  void anEffectOutsideOfAFlushIsFound() {
    factory.inTime = (kernel, host) -> host.diskSync(1, LOG);
    assertEquals("host-contract", violated(world(1)));
  }

  @Test
  void aSendBeyondTheCreditIsFound() {
    factory.inFlush =
        (kernel, host) -> {
          if (kernel.heard.contains("up 2")) {
            ByteBuffer frame = ByteBuffer.allocate(1 << 22);
            host.send(2, frame.putInt(0, 1 << 22), 0, 1 << 22);
          }
        };
    assertEquals("host-contract", violated(world(2)));
  }

  @Test
  void aSendToAPeerThatIsNotUpIsFound() {
    factory.inFlush = (kernel, host) -> host.send(2, ByteBuffer.allocate(64).putInt(0, 64), 0, 64);
    assertEquals("host-contract", violated(world(2)));
  }

  @Test
  void aBrokenInvariantAnExceptionAndAHaltEndTheRunByTheirNames() {
    factory.inFlush =
        (kernel, host) -> {
          throw new InvariantViolation("so it is");
        };
    assertEquals("kernel-invariant", violated(world(1)));
    factory.inFlush =
        (kernel, host) -> {
          throw new IllegalStateException("so it is");
        };
    assertEquals("kernel-exception", violated(world(1)));
    factory.inFlush = (kernel, host) -> host.halt(HaltReason.DAMAGE, "so it is");
    assertEquals("kernel-halt", violated(world(1)));
  }

  @Test
  void aCrashedProcessComesBackAndItsPeerHearsOfIt() {
    World world = world(2, fault(FaultKind.POWER_LOSS, 300, 400, 0b01));
    world.runUntil(SECOND);
    assertEquals(3, factory.made.size());
    assertEquals(1, world.faults().injected(FaultKind.POWER_LOSS));
    assertEquals(2, world.node(1).lives());
    ToyKernel other =
        factory.made.stream().filter(each -> each.node == 2).findFirst().orElseThrow();
    List<String> about = other.heard.stream().filter(each -> each.matches("(up|down) 1")).toList();
    assertEquals(List.of("up 1", "down 1", "up 1"), about);
  }

  @Test
  void aPausedProcessGetsNoTimeAndNoInputs() {
    World world = world(1, fault(FaultKind.PAUSE, 300, 600, 0b1));
    world.runUntil(299 * MILLI);
    int before = kernel(0).flushes.size();
    world.runUntil(599 * MILLI);
    assertTrue(kernel(0).flushes.size() <= before + 1);
    world.runUntil(SECOND);
    assertTrue(kernel(0).flushes.size() > before + 30);
  }

  @Test
  void aCrashWhileWritingFallsIntoTheFlushThatWrites() {
    factory.inFlush =
        (kernel, host) -> {
          if (kernel.flushes.size() == 1) {
            host.diskCreate(1, LOG, 4096);
          } else if (kernel.heard.contains("done 1 OK") && kernel.flushes.size() > 40) {
            host.diskWrite(2, LOG, 0, ByteBuffer.allocate(4096), 0, 4096, true);
          }
        };
    World world = world(1, fault(FaultKind.CRASH_WRITING, 100, 900, 0b1));
    world.runUntil(SECOND);
    assertEquals(2, world.node(1).lives());
    assertEquals(41, kernel(0).flushes.size(), "it died in the first flush that wrote");
    assertTrue(kernel(0).heard.stream().noneMatch(each -> each.startsWith("done 2")));
  }

  /** Creates a file, and from the 40th flush on has a write under way all the time. */
  private void writesFromTheFortiethFlush() {
    factory.inFlush =
        (kernel, host) -> {
          int flushes = kernel.flushes.size();
          if (flushes == 1) {
            host.diskCreate(1, LOG, 4096);
          } else if (kernel.heard.contains("done 1 OK") && flushes > 40) {
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            host.diskWrite(flushes, LOG, 0, bytes, 0, 4096, true);
          }
        };
  }

  private static Fault at(Moment moment, FaultKind kind, long atMillis, int nodes) {
    return new Fault(kind, atMillis * MILLI, 900 * MILLI, nodes, 1, 0, moment.number());
  }

  @Test
  void aCrashThatWantsAWriteWaitsForOneButNotForLong() {
    writesFromTheFortiethFlush();
    World world = world(1, at(Moment.WRITING, FaultKind.CRASH, 500, 1));
    world.runUntil(600 * MILLI);
    assertEquals(null, world.node(1).subject());
    assertEquals(1, world.marks(RarePath.CRASH_WITH_WRITE_PENDING));
    assertEquals(1, world.marks(RarePath.ALL_DOWN));

    factory.inFlush = (kernel, host) -> {};
    World idle = world(1, at(Moment.WRITING, FaultKind.CRASH, 500, 1));
    idle.runUntil(519 * MILLI);
    assertNotEquals(null, idle.node(1).subject());
    idle.runUntil(521 * MILLI);
    assertEquals(null, idle.node(1).subject());
    assertEquals(0, idle.marks(RarePath.CRASH_WITH_WRITE_PENDING));
  }

  @Test
  void aLossOfPowerThatWantsWritesStrikesAllAtOneMoment() {
    writesFromTheFortiethFlush();
    World world = world(3, at(Moment.WRITING, FaultKind.POWER_LOSS, 500, 0b111));
    world.runUntil(600 * MILLI);
    for (int id = 1; id <= 3; id++) {
      assertEquals(null, world.node(id).subject());
    }
    assertEquals(1, world.marks(RarePath.POWER_LOST_WITH_WRITES_PENDING));
  }

  @Test
  void aDeposedLeaderIsCutOffUntilAnotherOneIsElected() {
    boolean[] elected = new boolean[1];
    factory.inFlush =
        (kernel, host) -> {
          if (elected[0] && kernel.node == 2) {
            elected[0] = false;
            host.trace(Trace.LEADER, 1, 5, 0);
          }
        };
    Fault depose = new Fault(FaultKind.DEPOSE, 200 * MILLI, 700 * MILLI, 0b001, 1, 0b1, 1000);
    World world = world(3, depose);
    assertEquals(List.of(1), reachedByClient(world, 300), "its client is cut off with it");
    elected[0] = true;
    assertEquals(List.of(2), reachedByClient(world, 500), "now with the one that was elected");
    assertEquals(List.of(1, 2, 3), reachedByClient(world, 800), "in the end everybody is back");
  }

  @Test
  void aMachineThatIsMovedStandsStillAndIsCutOffButForItsClients() {
    World world = world(3, new Fault(FaultKind.PAUSE, 200 * MILLI, 700 * MILLI, 0b001, 1, 0b1, 0));
    assertEquals(List.of(1), reachedByClient(world, 300));
    ToyKernel moved = factory.made.stream().filter(kernel -> kernel.node == 1).toList().getFirst();
    int flushes = moved.flushes.size();
    world.runUntil(690 * MILLI);
    assertEquals(flushes, moved.flushes.size(), "it stands still");
    assertEquals(List.of(1, 2, 3), reachedByClient(world, 800));
  }

  /** The nodes that accept connections of client 0 at a time. */
  private static List<Integer> reachedByClient(World world, long atMillis) {
    world.runUntil(atMillis * MILLI);
    List<Integer> reached = new ArrayList<>();
    for (int node = 1; node <= world.size(); node++) {
      world.clients().connect(0, node, new Listening(reached));
    }
    world.runUntil((atMillis + 100) * MILLI);
    reached.sort(null);
    return reached;
  }

  private record Listening(List<Integer> reached) implements ClientPort {
    @Override
    public void connected(ClientConnection connection) {
      reached.add(connection.node());
    }

    @Override
    public void disconnected(ClientConnection connection) {}

    @Override
    public void received(ClientConnection connection, byte[] frame) {}
  }

  @Test
  void aProcessThatIsToldToStopEndsWhenItHasDrained() {
    factory.inFlush =
        (kernel, host) -> {
          if (kernel.heard.contains("admin DRAIN")) {
            host.trace(Trace.DRAINED, 0, 0, 0);
          }
        };
    World world = world(1, fault(FaultKind.STOP, 300, 600, 0b1));
    world.runUntil(400 * MILLI);
    assertEquals(null, world.node(1).subject());
    world.runUntil(SECOND);
    assertEquals(2, world.node(1).lives());
    assertEquals(1, world.traced(Trace.DRAINED));
  }

  @Test
  void requestsOfAPausedConnectionAreHeldInOrder() {
    factory.inFlush =
        (kernel, host) -> {
          if (kernel.heard.contains("opened 1") && !kernel.heard.contains("paused")) {
            host.pauseReading(1);
            kernel.heard.add("paused");
          } else if (kernel.flushes.size() == 60) {
            host.resumeReading(1);
            kernel.heard.add("resumed");
          }
        };
    World world = world(1);
    world.runUntil(100 * MILLI);
    ClientConnection connection = world.clients().connect(0, 1, new Deaf());
    world.runUntil(200 * MILLI);
    for (int i = 1; i <= 5; i++) {
      world.clients().request(connection, new byte[] {(byte) i});
    }
    world.runUntil(SECOND);
    List<String> heard = kernel(0).heard;
    assertEquals(
        List.of(
            "booted",
            "opened 1",
            "paused",
            "resumed",
            "request 1 1",
            "request 1 2",
            "request 1 3",
            "request 1 4",
            "request 1 5"),
        heard);
    assertEquals(1, world.marks(RarePath.READING_PAUSED));
  }

  @Test
  void theTraceHashDependsOnEveryInputAndEffect() {
    World one = world(2);
    one.runUntil(SECOND);
    World same = world(2);
    same.runUntil(SECOND);
    assertEquals(one.traceHash().value(), same.traceHash().value());
    factory.inFlush =
        (kernel, host) -> {
          if (kernel.node == 2 && kernel.flushes.size() == 50) {
            host.trace(Trace.BUSY, 1, 2, 3);
          }
        };
    World other = world(2);
    other.runUntil(SECOND);
    assertNotEquals(one.traceHash().value(), other.traceHash().value());
  }

  @Test
  void inTheLivenessPhaseTheCoreIsHealed() {
    Fault crash = fault(FaultKind.POWER_LOSS, 9_000, 9_900, 0b11);
    Fault partition = fault(FaultKind.PARTITION, 9_000, 9_999, 0b01);
    World world = world(2, crash, partition);
    world.runUntil(9_500 * MILLI);
    assertEquals(null, world.node(1).subject());
    world.runUntil(11 * SECOND);
    ToyKernel last = factory.made.getLast();
    assertTrue(last.heard.stream().anyMatch(each -> each.startsWith("up ")));
  }

  private static final class Deaf implements ClientPort {
    @Override
    public void connected(ClientConnection connection) {}

    @Override
    public void disconnected(ClientConnection connection) {}

    @Override
    public void received(ClientConnection connection, byte[] frame) {}
  }
}
