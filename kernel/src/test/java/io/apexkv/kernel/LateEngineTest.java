package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import io.apexkv.kernel.store.EngineFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With an engine that has to fetch keys first, everything is as with one that has them at hand. */
final class LateEngineTest {

  private final LateEngine.Factory late = new LateEngine.Factory();

  private static List<String> answers(EngineFactory engines) {
    MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits(), engines);
    MiniServer leader = cluster.elect(1);
    MiniClient[] clients = new MiniClient[3];
    for (int i = 0; i < 3; i++) {
      clients[i] = new MiniClient(cluster, leader, i + 1);
    }
    Prng random = new Prng(3);
    int[] sent = new int[3];
    for (int i = 0; i < 300; i++) {
      int one = (int) random.below(3);
      request(clients[one], one, random, i);
      sent[one]++;
    }
    List<String> answers = new ArrayList<>();
    for (int one = 0; one < 3; one++) {
      for (int i = 0; i < sent[one]; i++) {
        MiniClient.Answer answer = clients[one].answer();
        answers.add(one + " " + answer.sequence() + " " + answer.text());
      }
    }
    cluster.assertEqualReplicas(1);
    answers.add("digest " + cluster.server(1).kernel.digest(1));
    return answers;
  }

  /** Each client has keys of its own, so that only its own order decides. */
  private static void request(MiniClient client, int one, Prng random, int i) {
    String key = one + ":" + random.below(4);
    switch ((int) random.below(5)) {
      case 0, 1 -> client.get(key);
      case 2 -> client.put(key, "v" + i);
      case 3 -> client.delete(key);
      default -> client.compareAndSet(key, random.below(2) == 0 ? null : "v" + (i - 5), "c" + i);
    }
  }

  @Test
  void resultsAreThoseOfAnEngineWithoutDelay() {
    List<String> expected = answers(EngineFactory.MEMORY);
    assertEquals(expected, answers(late));
  }

  @Test
  void readsAndWritesOfOneConnectionKeepTheirOrder() {
    MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits(), late);
    MiniClient client = new MiniClient(cluster, cluster.elect(1), 1);
    for (int i = 0; i < 10; i++) {
      client.put("k", "v" + i);
      client.get("k");
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(new MiniClient.Answer(2 * i + 1, "OK"), client.answer());
      assertEquals(new MiniClient.Answer(2 * i + 2, "v" + i), client.answer());
    }
  }

  @Test
  void nothingOvertakesAKeyThatIsBeingFetched() {
    MiniCluster cluster = new MiniCluster(1, 1, MiniCluster.smallLimits(), late);
    MiniServer server = cluster.elect(1);
    MiniClient client = new MiniClient(cluster, server, 1);
    long before = server.kernel.view(1).appliedIndex();
    client.put("k", "1");
    client.put("l", "2");
    cluster.await(() -> server.kernel.view(1).commitIndex() == before + 2, "both are committed");
    assertEquals(before, server.kernel.view(1).appliedIndex());
    assertFalse(client.hasAnswer());
    assertTrue(server.kernel.nextDeadlineNanos() <= cluster.now + LateEngine.DELAY_NANOS);
    cluster.await(() -> server.kernel.view(1).appliedIndex() > before, "the first is applied");
    assertEquals(before + 1, server.kernel.view(1).appliedIndex());
    assertEquals("OK", client.text());
    assertFalse(client.hasAnswer());
    assertEquals("OK", client.text());
  }

  @Test
  void aReadThatIsBeingFetchedWhenLeadershipIsLostIsAnsweredOnce() {
    MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits(), late);
    MiniServer leader = cluster.elect(1);
    MiniClient client = new MiniClient(cluster, leader, 1);
    client.put("k", "v");
    assertEquals("OK", client.text());
    late.delayNanos = 400 * MiniCluster.MILLI;
    client.get("k");
    client.put("k", "w");
    cluster.run(10);
    cluster.isolate(leader);
    assertEquals("NO_LEADER: leadership was lost; read again", client.text());
    assertEquals(
        "UNKNOWN: leadership was lost before the entry was known to be committed", client.text());
    cluster.run(1000);
    assertFalse(client.hasAnswer());
    late.delayNanos = LateEngine.DELAY_NANOS;
    cluster.healAll();
    MiniServer next = cluster.elect(1);
    MiniClient again = new MiniClient(cluster, next, 7);
    again.get("k");
    assertEquals("w", again.text());
    cluster.assertEqualReplicas(1);
  }
}
