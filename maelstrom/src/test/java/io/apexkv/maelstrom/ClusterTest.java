package io.apexkv.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.history.Model;
import io.apexkv.sim.linearizability.Budget;
import io.apexkv.sim.linearizability.CheckResult;
import io.apexkv.sim.linearizability.LinearizabilityChecker;
import io.apexkv.sim.linearizability.Verdict;
import io.apexkv.sim.mutants.Emission;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five real processes of the executable under the workload lin-kv, while links are cut and healed:
 * what Maelstrom does, without Maelstrom. The linearizability checker judges what the clients saw.
 */
@Timeout(180)
class ClusterTest {

  private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
  private static final int CLIENTS = 12;
  private static final long CHECK_STEPS = 50_000_000;

  @TempDir private Path directory;

  private final SharedHistory history = new SharedHistory();
  private final List<Thread> clients = new ArrayList<>();

  @Test
  void fiveProcessesStayLinearizableWhileLinksAreCut() throws Exception {
    try (Router router = new Router()) {
      router.start(NODES, directory);
      startClients(router, NODES);
      history.awaitDone(NODES, 20); // any node answers, whoever leads

      router.latency(3);
      isolateTheLeader(router);
      splitInHalves(router);
      deafenTheLeader(router);
      router.latency(30);
      isolateTheLeader(router);

      history.awaitDone(NODES, 10);
      endClients();
      assertEquals(List.of(), router.wrongLines());
      assertTrue(router.carried() > 1_000, () -> "carried " + router.carried());
    }
    CheckResult result = check();
    assertEquals(Verdict.LINEARIZABLE, result.verdict(), () -> result + " of " + history);
    assertTrue(history.done() > 500, history::toString);
  }

  @Test
  void acknowledgedWritesThatAreLostAreFound() throws Exception {
    List<String> alone = List.of("n1");
    try (Router router = new Router()) {
      router.start(alone, directory);
      router.lie();
      startClients(router, alone);
      history.awaitDone(alone, 500);
      endClients();
    }
    assertEquals(Verdict.NOT_LINEARIZABLE, check().verdict(), history::toString);
  }

  @Test
  void aDeposedLeaderThatServesReadsIsConvicted() throws Exception {
    try (Router router = new Router()) {
      router.start(mutant("deposed-leader-reads") + NodeProcess.ourClasses(), NODES, directory);
      startClients(router, NODES);
      history.awaitDone(NODES, 20);
      List<String> leader = List.of(router.leader());
      router.separate(leader, without(leader));
      history.awaitDone(without(leader), 15);
      history.awaitDone(leader, 30);
      endClients();
    }
    assertEquals(Verdict.NOT_LINEARIZABLE, check().verdict(), history::toString);
  }

  /** Writes the classes of a deliberate bug; answers their folder as the head of a class path. */
  private String mutant(String name) throws IOException {
    Path folder = directory.resolve(name);
    Mutant mutant = Mutants.find(name).orElseThrow();
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    Emission.of(compiler, mutant, true).writeTo(Files.createDirectories(folder));
    return folder + File.pathSeparator;
  }

  private void startClients(Router router, List<String> nodes) {
    for (int i = 1; i <= CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(new LinKvClient("c" + i, router, nodes, history)));
    }
  }

  private void endClients() throws InterruptedException {
    history.end();
    for (Thread client : clients) {
      client.join();
    }
  }

  private static List<String> without(List<String> some) {
    return NODES.stream().filter(node -> !some.contains(node)).toList();
  }

  /** The others elect another leader, and go on. */
  private void isolateTheLeader(Router router) throws InterruptedException {
    List<String> leader = List.of(router.leader());
    int term = router.term();
    router.separate(leader, without(leader));
    history.awaitDone(without(leader), 15);
    assertTrue(router.term() > term, router::logs);
    healed(router);
  }

  /** Three nodes go on, whether they have the leader or not. */
  private void splitInHalves(Router router) throws InterruptedException {
    List<String> some = NODES.subList(0, 2);
    router.separate(some, without(some));
    history.awaitDone(without(some), 15);
    healed(router);
  }

  /** A leader that speaks and hears nothing has to give way. */
  private void deafenTheLeader(Router router) throws InterruptedException {
    List<String> leader = List.of(router.leader());
    int term = router.term();
    router.cut(without(leader), leader);
    history.awaitDone(without(leader), 15);
    assertTrue(router.term() > term, router::logs);
    healed(router);
  }

  private void healed(Router router) throws InterruptedException {
    int dropped = router.heal();
    assertTrue(dropped > 0, "a cut link drops messages");
    history.awaitDone(NODES, 10);
  }

  private CheckResult check() {
    return LinearizabilityChecker.check(
        history.build(), Model.REGISTER, Budget.ofSteps(CHECK_STEPS));
  }
}
