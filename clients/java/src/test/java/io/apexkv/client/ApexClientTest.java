package io.apexkv.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.NodeMetrics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client over real sockets, against nodes of this process. */
@Timeout(30)
class ApexClientTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static <T extends Throwable> String messageOf(Class<T> kind, Runnable action) {
    return String.valueOf(assertThrows(kind, action::run).getMessage());
  }

  @Test
  void putGetDeleteAndCompareAndSet() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client = ApexClient.connect(cluster.address(0))) {
      assertEquals(Optional.empty(), client.get("k"));
      client.put("k", "värde");
      assertEquals(Optional.of("värde"), client.get("k"));
      assertArrayEquals(bytes("värde"), client.get(bytes("k")).orElseThrow());
      assertFalse(client.compareAndSet("k", null, "other"));
      assertTrue(client.delete("k"));
      assertFalse(client.delete("k"));
      assertTrue(client.compareAndSet("k", null, "other"));
      assertEquals(Optional.of("other"), client.get("k"));
      client.put("empty", "");
      assertEquals(Optional.of(""), client.get("empty"));
    }
  }

  @Test
  void theLargestValueGoesThereAndBack() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client = ApexClient.connect(cluster.address(0))) {
      String value = "x".repeat(1 << 20);
      client.put("k", value);
      client.put("l", "small");
      assertEquals(Optional.of(value), client.get("k"));
      assertEquals(Optional.of("small"), client.get("l"));
    }
  }

  @Test
  void manyThreadsPipelineOverOneClient() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client = ApexClient.connect(cluster.address(0))) {
      List<Thread> threads = new ArrayList<>();
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int thread = t;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      List<CompletableFuture<Boolean>> mine = new ArrayList<>();
                      for (int i = 0; i < 2000; i++) {
                        byte[] key = bytes("key-" + thread + "-" + i);
                        mine.add(client.putAsync(key, bytes("value-" + thread + "-" + i)));
                      }
                      synchronized (all) {
                        all.addAll(mine);
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
      assertEquals(8000, all.size());
      assertEquals(8000, cluster.applied.get());
      assertEquals(Optional.of("value-3-1999"), client.get("key-3-1999"));
    }
  }

  @Test
  void leadersAreFoundByRedirectAndFollowedWhenTheyChange() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(3);
        ApexClient client =
            ApexClient.connect(" " + cluster.address(0) + " , " + cluster.address(1))) {
      cluster.lead(2);
      client.put("k", "v");
      cluster.lead(1);
      assertEquals(Optional.of("v"), client.get("k"));
      client.put("k", "w");
      assertEquals(Optional.of("w"), client.get("k"));
    }
  }

  @Test
  void aWriteWhoseAnswerIsLostIsAppliedOnceAndAnswered() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(2);
        ApexClient client = ApexClient.connect(cluster.address(0))) {
      client.put("warm", "up");
      cluster.answersToSwallow.set(2);
      assertTrue(client.compareAndSet("k", null, "v"), "the first application's answer");
      assertEquals(2, cluster.applied.get());
      assertEquals(0, cluster.answersToSwallow.get());
    }
  }

  @Test
  void withoutASessionALostAnswerIsAnUnknownOutcome() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client = ApexClient.builder(cluster.address(0)).withoutSessions().build()) {
      client.put("warm", "up");
      cluster.answersToSwallow.set(1);
      String message = messageOf(UnknownOutcomeException.class, () -> client.put("k", "v"));
      assertTrue(message.startsWith("DISCONNECTED: " + cluster.address(0)), message);
      assertEquals(2, cluster.applied.get());
    }
  }

  @Test
  void anAnswerThatIsNoFrameNamesTheNodeThatGaveIt() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client =
            ApexClient.builder(cluster.address(0)).timeout(Duration.ofMillis(200)).build()) {
      cluster.answersGarbage = true;
      String message = messageOf(FailedException.class, () -> client.put("k", "v"));
      assertTrue(
          message.contains(cluster.address(0) + ": it sent bytes that are no frame"), message);
    }
  }

  @Test
  void whereNobodyListensTheMessageSaysSo() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    try (ApexClient client =
        ApexClient.builder("127.0.0.1:" + unused).timeout(Duration.ofMillis(200)).build()) {
      String message = messageOf(FailedException.class, () -> client.get("k"));
      assertTrue(message.contains("127.0.0.1:" + unused + ": Connection refused"), message);
    }
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    String host = "x".repeat(64); // longer than a label may be, so no name server is asked
    try (ApexClient client =
        ApexClient.builder(host + ":7001").timeout(Duration.ofMillis(500)).build()) {
      String message = messageOf(FailedException.class, () -> client.get("k"));
      assertTrue(message.contains(host + ":7001: unknown host"), message);
    }
  }

  @Test
  void namesAreLookedUp() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client =
            ApexClient.connect(cluster.address(0).replace("127.0.0.1", "localhost"))) {
      client.put("k", "v");
      assertEquals(Optional.of("v"), client.get("k"));
    }
  }

  @Test
  void seedsThatAreNoAddressesAreRefusedWithASentence() {
    String message =
        messageOf(IllegalArgumentException.class, () -> ApexClient.builder("localhost"));
    assertEquals(
        "'localhost' is no address: expected host:port, for example 127.0.0.1:7001", message);
    assertThrows(IllegalArgumentException.class, () -> ApexClient.builder("a:1,,b:2"));
  }

  @Test
  void aNodeDescribesItselfCountsAndGivesASignOfLife() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(2);
        ApexClient client = ApexClient.connect(cluster.address(0))) {
      client.ping();
      client.ping(cluster.address(1));
      assertEquals(new NodeMetrics(0, 0, 0, 0), client.metrics(cluster.address(1)));
      assertEquals(new NodeMetrics(0, 0, 0, 0), client.metrics());
      ClusterDescription description = client.describe();
      assertEquals(cluster.address(1), description.addressOf(2));
      assertEquals(description, client.describe(cluster.address(1)));
    }
  }

  @Test
  void aRestartedLeaderIsReconnected() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(3);
        ApexClient client = ApexClient.connect(cluster.address(0) + "," + cluster.address(1))) {
      client.put("k", "v");
      cluster.lead(2);
      cluster.stop(0);
      assertEquals(Optional.of("v"), client.get("k"));
      client.put("k", "w");
    }
  }

  @Test
  void closingClosesTheSession() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1)) {
      ApexClient client = ApexClient.connect(cluster.address(0));
      client.put("k", "v");
      client.close();
      assertTrue(cluster.sessionClosed.await(10, TimeUnit.SECONDS));
      client.close();
      String message = messageOf(FailedException.class, () -> client.put("k", "v"));
      assertTrue(message.startsWith("CLOSED: "), message);
    }
  }

  @Test
  void closingEndsWhatIsPending() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1)) {
      ApexClient client = ApexClient.connect(cluster.address(0));
      cluster.ignoresWrites = true;
      CompletableFuture<Boolean> put = client.putAsync(bytes("k"), bytes("v"));
      assertTrue(cluster.ignored.await(10, TimeUnit.SECONDS));
      client.close();
      ExecutionException thrown =
          assertThrows(ExecutionException.class, () -> put.get(10, TimeUnit.SECONDS));
      assertInstanceOf(UnknownOutcomeException.class, thrown.getCause());
    }
  }

  @Test
  void aClientThatWasNeverUsedCloses() {
    ApexClient.connect("127.0.0.1:1").close();
  }

  @Test
  void tooManyPendingRequestsAreRefusedAtOnceAndRoomComesBack() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client =
            ApexClient.builder(cluster.address(0))
                .pending(1, 4 << 20)
                .timeout(Duration.ofSeconds(20))
                .attemptTimeout(Duration.ofMillis(200))
                .build()) {
      client.put("warm", "up");
      cluster.ignoresWrites = true;
      CompletableFuture<Boolean> first = client.putAsync(bytes("k"), bytes("v"));
      String message = messageOf(FailedException.class, () -> client.put("l", "v"));
      assertTrue(message.startsWith("BUSY: "), message);
      assertTrue(cluster.ignored.await(10, TimeUnit.SECONDS));
      cluster.ignoresWrites = false; // it is sent again when its connection stays silent
      assertTrue(first.get(20, TimeUnit.SECONDS));
      client.put("l", "v");
    }
  }

  @Test
  void waitingOnTheClientsOwnThreadIsRefusedInsteadOfHanging() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client =
            ApexClient.builder(cluster.address(0)).attemptTimeout(Duration.ofMillis(200)).build()) {
      cluster.ignoresWrites = true; // so that the action is there before the answer
      CompletableFuture<Optional<String>> nested =
          client.putAsync(bytes("k"), bytes("v")).thenApply(done -> client.get("k"));
      cluster.ignoresWrites = false;
      ExecutionException thrown =
          assertThrows(ExecutionException.class, () -> nested.get(20, TimeUnit.SECONDS));
      assertInstanceOf(IllegalStateException.class, thrown.getCause());
    }
  }

  @Test
  void anInterruptedWriterIsToldThatTheOutcomeIsUnknownAndStaysInterrupted() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(1);
        ApexClient client = ApexClient.connect(cluster.address(0))) {
      // It answers nobody while its lock is held: an answer that is there is given in spite of all.
      synchronized (cluster) {
        Thread.currentThread().interrupt();
        assertThrows(UnknownOutcomeException.class, () -> client.put("k", "v"));
        assertTrue(Thread.interrupted());
        Thread.currentThread().interrupt();
        assertThrows(FailedException.class, () -> client.get("k"));
        assertTrue(Thread.interrupted());
      }
    }
  }
}
