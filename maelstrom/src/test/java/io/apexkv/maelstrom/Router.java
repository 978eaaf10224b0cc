package io.apexkv.maelstrom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Maelstrom is to its nodes, in small: starts them, carries messages between them and to
 * clients, delays those between nodes, and drops what would cross a cut link.
 */
final class Router implements AutoCloseable {

  /** A direction of a link. */
  record Way(String source, String target) {}

  private static final Pattern LEADS = Pattern.compile(".* leader, term (\\d+),.*");

  private final Map<String, NodeProcess> nodes = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<Message>> clients = new ConcurrentHashMap<>();
  private final Map<String, Integer> termsLed = new ConcurrentHashMap<>();
  private final Set<Way> cut = ConcurrentHashMap.newKeySet();
  private final AtomicInteger carried = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final List<String> wrongLines = new ArrayList<>();
  private final List<String> logs = new ArrayList<>();
  private final RandomGenerator random = RandomGenerator.getDefault();

  private volatile int latencyMillis;
  private volatile boolean lying;

  /** One thread delivers, so that without latency order is kept. */
  private final ScheduledThreadPoolExecutor carrier = new ScheduledThreadPoolExecutor(1);

  /** Starts nodes of these names and returns when each has answered its init. */
  void start(List<String> names, Path directory) throws Exception {
    start(NodeProcess.ourClasses(), names, directory);
  }

  /** The same with another class path. */
  void start(String classPath, List<String> names, Path directory) throws Exception {
    for (String name : names) {
      nodes.put(
          name,
          NodeProcess.start(
              classPath, directory, line -> take(name, line), line -> logged(name, line)));
    }
    List<String> quoted = names.stream().map(Json::quote).toList();
    BlockingQueue<Message> answers = client("c0");
    for (String name : names) {
      send(
          "c0",
          name,
          "\"type\":\"init\",\"msg_id\":1,\"node_id\":"
              + Json.quote(name)
              + ",\"node_ids\":["
              + String.join(",", quoted)
              + "]");
    }
    Set<String> ready = new HashSet<>();
    while (ready.size() < names.size()) {
      Message answer = answers.poll(30, TimeUnit.SECONDS);
      if (answer == null || !answer.type().equals("init_ok")) {
        throw new AssertionError("an init was answered " + answer + "; logs: " + logs());
      }
      ready.add(answer.source());
    }
  }

  /** The messages that come for a client. */
  BlockingQueue<Message> client(String name) {
    return clients.computeIfAbsent(name, _ -> new LinkedBlockingQueue<>());
  }

  /** Sends for a client; like Maelstrom's, its messages know no latency and no cut. */
  void send(String source, String target, String fields) throws MalformedException {
    NodeProcess node = nodes.get(target);
    if (lying && fields.contains("\"write\"") && random.nextInt(8) == 0) {
      loseAndAcknowledge(source, target, fields);
    } else if (node != null) {
      node.write(
          "{\"src\":\""
              + source
              + "\",\"dest\":"
              + Json.quote(target)
              + ",\"body\":{"
              + fields
              + "}}");
    }
  }

  /** From now on some writes never reach a node, and are answered all the same. */
  void lie() {
    lying = true;
  }

  private void loseAndAcknowledge(String source, String target, String fields)
      throws MalformedException {
    TreeMap<String, String> body = new TreeMap<>();
    body.put("type", "\"write_ok\"");
    body.put("in_reply_to", Json.object("{" + fields + "}").getOrDefault("msg_id", "0"));
    client(source).add(new Message(target, source, body));
  }

  /** Messages between nodes take from 0 to twice this long, so that they overtake each other. */
  void latency(int meanMillis) {
    latencyMillis = meanMillis;
  }

  /** Nothing passes from the ones to the others. */
  void cut(List<String> sources, List<String> targets) {
    for (String source : sources) {
      for (String target : targets) {
        cut.add(new Way(source, target));
      }
    }
  }

  /** Nothing passes between the ones and the others. */
  void separate(List<String> some, List<String> others) {
    cut(some, others);
    cut(others, some);
  }

  /** Everything passes again; answers how many messages were dropped since links were cut. */
  int heal() {
    cut.clear();
    return dropped.getAndSet(0);
  }

  /** Messages that were carried from node to node. */
  int carried() {
    return carried.get();
  }

  /** The node that says that it leads the highest term. */
  String leader() {
    return newest().getKey();
  }

  /** The highest term that a node said it leads. */
  int term() {
    return newest().getValue();
  }

  private Map.Entry<String, Integer> newest() {
    return termsLed.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow(() -> new AssertionError("nobody leads; logs: " + logs()));
  }

  /** Lines on standard output that are no messages of the node that wrote them. */
  synchronized List<String> wrongLines() {
    return List.copyOf(wrongLines);
  }

  /** What all nodes wrote to standard error. */
  synchronized String logs() {
    return String.join("\n", logs);
  }

  private synchronized void wrong(String line) {
    wrongLines.add(line);
  }

  private void logged(String name, String line) {
    Matcher leads = LEADS.matcher(line);
    if (leads.matches()) {
      termsLed.put(name, Integer.parseInt(leads.group(1)));
    }
    synchronized (this) {
      logs.add(name + " " + line);
    }
  }

  private void take(String name, String line) {
    Message message;
    try {
      message = Message.parse(line);
    } catch (MalformedException notOne) {
      wrong(name + ": " + line);
      return;
    }
    BlockingQueue<Message> client = clients.get(message.target());
    NodeProcess node = nodes.get(message.target());
    if (!message.source().equals(name)) {
      wrong(name + ": " + line);
    } else if (client != null) {
      client.add(message);
    } else if (node != null) {
      int latency = latencyMillis;
      long micros = latency == 0 ? 0 : random.nextLong(2000L * latency);
      Runnable delivery = () -> deliver(message, line, node);
      ScheduledFuture<?> _ = carrier.schedule(delivery, micros, TimeUnit.MICROSECONDS);
    } else {
      wrong(name + ": " + line);
    }
  }

  private void deliver(Message message, String line, NodeProcess node) {
    if (cut.contains(new Way(message.source(), message.target()))) {
      dropped.incrementAndGet();
    } else {
      carried.incrementAndGet();
      node.write(line);
    }
  }

  @Override
  public void close() throws InterruptedException {
    carrier.shutdownNow();
    for (NodeProcess node : nodes.values()) {
      node.close();
    }
  }
}
