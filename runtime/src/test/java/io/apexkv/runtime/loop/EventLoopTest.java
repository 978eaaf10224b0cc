package io.apexkv.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.InvariantViolation;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the loop owes the kernel whatever connections do: the clock, and how it ends. */
class EventLoopTest {

  @Test
  void theClockIsReadAfterTheLastByteOfTheBatch() throws Exception {
    SendingClock clock = new SendingClock();
    ServerSocketChannel listener = ToyNode.listen();
    try (ToyNode node =
            new ToyNode(1, List.of(ToyNode.member(1, listener)), listener, ToyNode.BOUNDS, clock);
        RawClient client = new RawClient(node.port)) {
      clock.client.set(client);
      for (int i = 0; i < 200; i++) {
        client.read();
      }
      clock.client.set(null);
      assertTrue(node.kernel.count(line -> line.startsWith("request")) >= 200);
      assertEquals(0, node.kernel.count(EventLoopTest::isOlderThanItsBytes));
    }
  }

  /** "request 1 #sample length at now": the bytes were sent when the clock said sample. */
  private static boolean isOlderThanItsBytes(String line) {
    if (!line.startsWith("request")) {
      return false;
    }
    String[] words = line.split(" ", -1);
    return Long.parseLong(words[5]) <= Long.parseLong(words[2].substring(1));
  }

  /** Says a higher number each time, and before that sends it to the node as a request. */
  private static final class SendingClock implements Clock {

    final AtomicReference<RawClient> client = new AtomicReference<>();
    private int samples;

    @Override
    public long nowNanos() {
      samples++;
      RawClient sender = client.get();
      if (sender != null) {
        try {
          sender.send(RawClient.ping(samples));
        } catch (IOException broken) {
          throw new IllegalStateException(broken);
        }
      }
      return samples;
    }

    @Override
    public long wallMillis() {
      return 0;
    }
  }

  @Test
  void aStopAnswersWhatIsPendingAndAcceptsNobodyMore() throws Exception {
    try (ToyNode node = ToyNode.alone(ToyNode.BOUNDS);
        RawClient client = new RawClient(node.port)) {
      node.kernel.holding = true;
      client.send(RawClient.ping(1));
      node.kernel.await(line -> line.startsWith("request 1 #1"));
      node.stop();
      node.kernel.await("admin DRAIN");
      assertThrows(ConnectException.class, () -> new RawClient(node.port).close());
      node.kernel.holding = false;
      assertEquals(1, client.read().sequence());
      assertEquals(new Ending.Stopped(true), node.awaitEnding());
    }
  }

  @Test
  void aStopDoesNotWaitForEver() throws Exception {
    try (ToyNode node = ToyNode.alone(ToyNode.BOUNDS);
        RawClient client = new RawClient(node.port)) {
      node.kernel.holding = true;
      client.send(RawClient.ping(1));
      node.kernel.await(line -> line.startsWith("request 1 #1"));
      node.stop();
      assertEquals(new Ending.Stopped(false), node.awaitEnding());
    }
  }

  @Test
  void aHaltEndsTheLoopAndSaysWhy() throws Exception {
    try (ToyNode node = ToyNode.alone(ToyNode.BOUNDS)) {
      node.kernel.post(host -> host.halt(HaltReason.DAMAGE, "sector 7 is not what it was"));
      assertEquals(
          new Ending.Halted(HaltReason.DAMAGE, "sector 7 is not what it was"), node.awaitEnding());
    }
  }

  @Test
  void aBrokenInvariantEndsTheLoopWithIt() throws Exception {
    try (ToyNode node = ToyNode.alone(ToyNode.BOUNDS)) {
      node.kernel.post(
          host -> {
            throw new InvariantViolation("it was so");
          });
      Ending.Broken broken = assertInstanceOf(Ending.Broken.class, node.awaitEnding());
      assertInstanceOf(InvariantViolation.class, broken.cause());
    }
  }
}
