package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A client of the workload lin-kv: one request at a time, each to any node. */
final class LinKvClient implements Runnable {

  private static final int KEYS = 6;
  private static final int VALUES = 5;

  /** As Maelstrom's: who has no answer by then never learns what became of the request. */
  private static final long TIMEOUT_MILLIS = 1_000;

  /** After a request that failed, since a node without a leader refuses at once. */
  private static final long PAUSE_MILLIS = 10;

  private final String name;
  private final Router router;
  private final List<String> nodes;
  private final SharedHistory history;
  private final BlockingQueue<Message> answers;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private int lastId;

  LinKvClient(String name, Router router, List<String> nodes, SharedHistory history) {
    this.name = name;
    this.router = router;
    this.nodes = nodes;
    this.history = history;
    this.answers = router.client(name);
  }

  @Override
  public void run() {
    try {
      while (!history.isOver()) {
        operate(nodes.get(random.nextInt(nodes.size())), random.nextInt(KEYS));
      }
    } catch (InterruptedException | MalformedException wrong) {
      history.broken(wrong);
    }
  }

  private void operate(String node, int key) throws InterruptedException, MalformedException {
    int value = random.nextInt(VALUES);
    int other = random.nextInt(VALUES);
    String request = ",\"key\":" + key;
    switch (random.nextInt(3)) {
      case 0 -> {
        int operation = history.invokeRead(key);
        @Nullable Message answer = ask(node, "\"type\":\"read\"" + request);
        history.read(operation, node, answer);
      }
      case 1 -> {
        int operation = history.invokeWrite(key, value);
        @Nullable Message answer = ask(node, "\"type\":\"write\",\"value\":" + value + request);
        history.written(operation, node, answer);
      }
      default -> {
        int operation = history.invokeCas(key, value, other);
        String change = ",\"from\":" + value + ",\"to\":" + other;
        @Nullable Message answer = ask(node, "\"type\":\"cas\"" + change + request);
        history.swapped(operation, node, answer);
      }
    }
  }

  /** The answer to a request, or null if none came in time. */
  private @Nullable Message ask(String node, String fields)
      throws InterruptedException, MalformedException {
    lastId++;
    router.send(name, node, "\"msg_id\":" + lastId + "," + fields);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    while (true) {
      @Nullable Message answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        return null;
      }
      if (answer.number("in_reply_to") == lastId) { // else to a request that we gave up
        if (answer.type().equals("error")) {
          answers.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return answer;
      }
    }
  }
}
