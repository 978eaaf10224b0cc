package io.apexkv.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.network.FrameRule.Fate;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.plan.Shapes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody decides about single frames happens to them and to no others. */
class FrameRuleTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int BYTES = 80;
  private static final int APPEND = 20;
  private static final int FORWARD = 40;

  private final EventQueue queue = new EventQueue();
  private final Shapes shapes = Planner.plan(5).shapes();
  private final Port[] ports = {new Port(), new Port()};
  private final PeerNetwork network =
      new PeerNetwork(queue, new Luck(3), shapes, new Reach(), new Noise(), ports);

  /** Keeps frames and credit. */
  private static final class Port implements PeerPort {
    final List<byte[]> frames = new ArrayList<>();
    int credit;

    @Override
    public long bootCounter() {
      return 1;
    }

    @Override
    public void peerUp(int peer, long bootCounter) {}

    @Override
    public void peerDown(int peer) {}

    @Override
    public void sendSpace(int peer, int bytes) {
      credit += bytes;
    }

    @Override
    public void message(int peer, byte[] frame) {
      frames.add(frame);
    }
  }

  private void pass() {
    queue.runUntil(queue.nowNanos() + SECOND);
  }

  private static byte[] frame(int kind, int number) {
    return ByteBuffer.allocate(BYTES)
        .putInt(0, BYTES)
        .put(9, (byte) kind)
        .putLong(64, number)
        .array();
  }

  /** What arrives at node 2 of frames 1, 2 and 3, if something befalls the second. */
  private List<Long> afterDeciding(Fate fate, int kind) {
    pass();
    network.decide((from, to, frame) -> frame[71] == 2 ? fate : Fate.PASS);
    for (int number = 1; number <= 3; number++) {
      network.send(queue.nowNanos(), 1, 2, ByteBuffer.wrap(frame(kind, number)), 0, BYTES);
    }
    pass();
    return arrived();
  }

  private List<Long> arrived() {
    List<Long> numbers = new ArrayList<>();
    ports[1].frames.forEach(frame -> numbers.add(ByteBuffer.wrap(frame).getLong(64)));
    return numbers;
  }

  private void release() {
    network.decide(FrameRule.NONE);
    network.release();
    pass();
  }

  @Test
  void aDroppedFrameIsLostForGood() {
    assertEquals(List.of(1L, 3L), afterDeciding(Fate.DROP, APPEND));
    release();
    assertEquals(List.of(1L, 3L), arrived());
  }

  @Test
  void aHeldFrameArrivesWhenItIsReleased() {
    assertEquals(List.of(1L, 3L), afterDeciding(Fate.HOLD, APPEND));
    network.release();
    pass();
    assertEquals(List.of(1L, 3L), arrived(), "the rule still holds it");
    release();
    assertEquals(List.of(1L, 3L, 2L), arrived());
    release();
    assertEquals(List.of(1L, 3L, 2L), arrived());
  }

  @Test
  void aCopiedFrameArrivesAndItsCopyWhenItIsReleased() {
    assertEquals(List.of(1L, 2L, 3L), afterDeciding(Fate.COPY, APPEND));
    release();
    assertEquals(List.of(1L, 2L, 3L, 2L), arrived());
  }

  @Test
  void aBitOfADamagedFrameFlipsAndNotInItsLength() {
    afterDeciding(Fate.CORRUPT, APPEND);
    byte[] sent = frame(APPEND, 2);
    byte[] damaged = ports[1].frames.get(1);
    int flipped = 0;
    for (int i = 0; i < BYTES; i++) {
      flipped += Integer.bitCount((sent[i] ^ damaged[i]) & 0xFF);
    }
    assertEquals(1, flipped);
    assertEquals(BYTES, ByteBuffer.wrap(damaged).getInt(0));
  }

  @Test
  void aHeldFrameDoesNotArriveInAnotherPeriodOfItsConnection() {
    afterDeciding(Fate.HOLD, APPEND);
    network.resetAll(1);
    pass();
    release();
    assertEquals(List.of(1L, 3L), arrived());
  }

  @Test
  void forwardedRequestsAreNotAskedAbout() {
    assertEquals(List.of(1L, 2L, 3L), afterDeciding(Fate.DROP, FORWARD));
  }

  @Test
  void creditComesBackWhateverBecomesOfAFrame() {
    pass();
    network.decide((from, to, frame) -> Fate.HOLD);
    int before = ports[0].credit;
    for (int sent = 0; sent < shapes.creditBytes() / BYTES; sent++) {
      network.send(queue.nowNanos(), 1, 2, ByteBuffer.wrap(frame(APPEND, 1)), 0, BYTES);
    }
    pass();
    assertNotEquals(before, ports[0].credit);
  }
}
