package io.apexkv.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.plan.Shapes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PeerNetworkTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int APPEND = 20;
  private static final int FORWARD = 40;

  private final EventQueue queue = new EventQueue();
  private final Reach reach = new Reach();
  private final Noise noise = new Noise();
  private final Shapes shapes = Planner.plan(5).shapes();
  private final Port[] ports = {new Port(), new Port()};
  private final PeerNetwork network =
      new PeerNetwork(queue, new Luck(3), shapes, reach, noise, ports);

  /** Writes down what it hears: {@code up}, {@code down}, and the numbers of frames. */
  private static final class Port implements PeerPort {
    final List<String> heard = new ArrayList<>();
    long boot = 1;
    int credit;

    @Override
    public long bootCounter() {
      return boot;
    }

    @Override
    public void peerUp(int peer, long bootCounter) {
      heard.add("up");
      credit = 0;
    }

    @Override
    public void peerDown(int peer) {
      heard.add("down");
    }

    @Override
    public void sendSpace(int peer, int bytes) {
      credit += bytes;
    }

    @Override
    public void message(int peer, byte[] frame) {
      heard.add(Long.toString(ByteBuffer.wrap(frame).getLong(64)));
    }

    List<String> frames() {
      return heard.stream().filter(each -> !each.equals("up") && !each.equals("down")).toList();
    }
  }

  private void pass(long nanos) {
    queue.runUntil(queue.nowNanos() + nanos);
  }

  private void send(int from, int to, int kind, long number) {
    ByteBuffer frame = ByteBuffer.allocate(80);
    frame.putInt(0, 80).put(9, (byte) kind).putLong(64, number);
    network.send(queue.nowNanos(), from, to, frame, 0, 80);
  }

  private List<String> numbers(int count) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(Long.toString(i));
    }
    return numbers;
  }

  private void sendMany(int kind, int count) {
    for (int i = 0; i < count; i++) {
      send(1, 2, kind, i);
      pass(1000);
    }
    pass(SECOND);
  }

  private Fault fault(FaultKind kind, int perMillion) {
    return new Fault(kind, 0, 0, 0b11, 0, 0, perMillion);
  }

  @Test
  void bothSidesHearThatTheyAreConnectedAndHaveCredit() {
    pass(SECOND);
    assertEquals(List.of("up"), ports[0].heard);
    assertEquals(List.of("up"), ports[1].heard);
    assertEquals(shapes.creditBytes(), ports[0].credit);
  }

  @Test
  void nobodyIsConnectedToANodeThatDoesNotAnnounceItsBoot() {
    ports[1].boot = 0;
    pass(SECOND);
    assertEquals(List.of(), ports[0].heard);
  }

  @Test
  void framesArriveOnceAndInOrder() {
    pass(SECOND);
    sendMany(APPEND, 500);
    assertEquals(numbers(500), ports[1].frames());
  }

  @Test
  void severalFramesOfOneSendArriveOneByOne() {
    pass(SECOND);
    ByteBuffer frames = ByteBuffer.allocate(160);
    frames.putInt(0, 80).putLong(64, 7).putInt(80, 80).putLong(144, 8);
    network.send(queue.nowNanos(), 1, 2, frames, 0, 160);
    pass(SECOND);
    assertEquals(List.of("7", "8"), ports[1].frames());
  }

  @Test
  void creditComesBack() {
    pass(SECOND);
    int sent = shapes.creditBytes() / 80;
    sendMany(APPEND, sent);
    assertTrue(ports[0].credit >= shapes.creditBytes() + sent * 80 - shapes.creditBytes() / 4);
  }

  @Test
  void droppedFramesAreLostAndTheOthersKeepTheirOrder() {
    pass(SECOND);
    noise.begin(fault(FaultKind.DROP, 300_000));
    sendMany(APPEND, 500);
    List<String> arrived = ports[1].frames();
    assertTrue(arrived.size() > 300 && arrived.size() < 400, () -> arrived.size() + " arrived");
    assertEquals(arrived, numbers(500).stream().filter(arrived::contains).toList());
    assertEquals(500 - arrived.size(), noise.struck(FaultKind.DROP));
  }

  @Test
  void doubledFramesArriveTwice() {
    pass(SECOND);
    noise.begin(fault(FaultKind.DUPLICATE, 300_000));
    sendMany(APPEND, 500);
    assertEquals(500 + noise.struck(FaultKind.DUPLICATE), ports[1].frames().size());
    assertTrue(noise.struck(FaultKind.DUPLICATE) > 100);
    assertEquals(500, new TreeSet<>(ports[1].frames()).size());
  }

  @Test
  void reorderedFramesOvertakeEachOther() {
    pass(SECOND);
    noise.begin(fault(FaultKind.REORDER, 300_000));
    sendMany(APPEND, 500);
    assertFalse(numbers(500).equals(ports[1].frames()));
    assertEquals(new TreeSet<>(numbers(500)), new TreeSet<>(ports[1].frames()));
  }

  @Test
  void onASlowLinkEveryFrameIsLaterThanTheOneBeforeUpToTheMost() {
    pass(SECOND);
    int towardsTheSecond = 400_001;
    noise.begin(
        new Fault(FaultKind.SLOW_LINK, queue.nowNanos(), 1000 * SECOND, 2, 1, 0, towardsTheSecond));
    send(1, 2, APPEND, 0);
    pass(SECOND / 2);
    assertEquals(numbers(1), ports[1].frames());
    send(1, 2, APPEND, 1);
    send(2, 1, APPEND, 0);
    pass(SECOND / 5);
    assertEquals(numbers(1), ports[1].frames(), "a queue of half a second's half has grown");
    assertEquals(numbers(1), ports[0].frames(), "the way back is as it was");
    pass(SECOND / 10);
    assertEquals(numbers(2), ports[1].frames());
    pass(100 * SECOND);
    send(1, 2, APPEND, 2);
    pass(SECOND / 2);
    assertEquals(numbers(3), ports[1].frames());
    assertEquals(2, noise.struck(FaultKind.SLOW_LINK));
  }

  @Test
  void forwardedRequestsAreNeitherLostNorReordered() {
    pass(SECOND);
    noise.begin(fault(FaultKind.REORDER, 500_000));
    noise.begin(fault(FaultKind.DROP, 500_000));
    noise.begin(fault(FaultKind.DELAY, 500_000));
    noise.begin(fault(FaultKind.BIT_FLIP, 500_000));
    sendMany(FORWARD, 300);
    assertEquals(numbers(300), ports[1].frames());
  }

  @Test
  void aFlippedBitIsNeverInTheLength() {
    pass(SECOND);
    noise.begin(fault(FaultKind.BIT_FLIP, 1_000_000));
    sendMany(APPEND, 300);
    assertEquals(300, ports[1].frames().size());
    assertEquals(300, noise.struck(FaultKind.BIT_FLIP));
  }

  @Test
  void theLuckOfAFrameDoesNotDependOnOtherFrames() {
    List<String> withAll = fate(numbers(200).stream().map(Long::valueOf).toList());
    List<Long> odd =
        numbers(200).stream().map(Long::valueOf).filter(number -> number % 2 == 1).toList();
    List<String> withOddAlone = fate(odd);
    assertEquals(
        withAll.stream().filter(number -> Long.parseLong(number) % 2 == 1).toList(), withOddAlone);
  }

  /** Which of these frames arrive in a fresh world that drops half of them. */
  private List<String> fate(List<Long> numbers) {
    PeerNetworkTest fresh = new PeerNetworkTest();
    fresh.pass(SECOND);
    fresh.noise.begin(fault(FaultKind.DROP, 500_000));
    for (long number : numbers) {
      fresh.send(1, 2, APPEND, number);
    }
    fresh.pass(SECOND);
    return fresh.ports[1].frames();
  }

  @Test
  void aOneWayPartitionStopsOneDirection() {
    pass(SECOND);
    reach.cut(Reach.node(1), Reach.node(2));
    send(1, 2, APPEND, 1);
    send(2, 1, APPEND, 2);
    pass(SECOND);
    assertEquals(List.of(), ports[1].frames());
    assertEquals(List.of("2"), ports[0].frames());
  }

  @Test
  void whatAPartitionSwallowedGivesCreditOnlyAfterItIsMended() {
    pass(SECOND);
    reach.cut(Reach.node(1), Reach.node(2));
    int before = ports[0].credit;
    sendMany(APPEND, shapes.creditBytes() / 80);
    assertEquals(before, ports[0].credit);
    reach.mend(Reach.node(1), Reach.node(2));
    network.reachChanged();
    assertTrue(ports[0].credit > before);
  }

  @Test
  void aResetConnectionIsMadeAgainAndNoFrameArrivesInAnotherPeriod() {
    pass(SECOND);
    send(1, 2, APPEND, 1);
    network.resetAll(1);
    pass(SECOND);
    assertEquals(List.of("up", "down", "up"), ports[0].heard);
    assertEquals(List.of("up", "down", "up"), ports[1].heard);
    send(1, 2, APPEND, 2);
    pass(SECOND);
    assertEquals(List.of("2"), ports[1].frames());
  }

  @Test
  void aDeadProcessHearsNothingAndItsPeerHearsOfIt() {
    pass(SECOND);
    ports[0].boot = 0;
    network.processEnded(1);
    pass(SECOND);
    assertEquals(List.of("up"), ports[0].heard);
    assertEquals(List.of("up", "down"), ports[1].heard);
    ports[0].boot = 2;
    pass(SECOND);
    assertEquals(List.of("up", "up"), ports[0].heard);
    assertEquals(List.of("up", "down", "up"), ports[1].heard);
  }
}
