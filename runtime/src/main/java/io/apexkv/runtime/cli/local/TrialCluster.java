package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A cluster for one command, which may do anything to its nodes: real processes on free ports, in a
 * directory of its own, so that it never meets the cluster of {@code up}. One Raft group.
 *
 * <p>Whoever made it closes it: that kills every node, whatever state it is in, and none is started
 * after that. For use by several threads.
 */
public final class TrialCluster implements AutoCloseable {

  /** Log that a node may fill before it refuses writes, if nothing else is said; in bytes. */
  public static final long USUAL_LOG_BUDGET = LocalCluster.USUAL_LOG_BUDGET;

  private static final long POLL_MILLIS = 20;
  private static final int LAST_WORDS = 5;

  private final ClusterFiles files;
  private final LocalCluster cluster;
  private final ClusterLock lock;
  private final NodeStarter starter;

  /** Of node 1 first. */
  private final List<Member> members = new ArrayList<>();

  private boolean closed;

  /** A node's process, and what was done to it. */
  private static final class Member {
    @Nullable Process process;
    boolean killed;
    boolean paused;
  }

  /**
   * A node that ended though nobody killed it.
   *
   * @param lastWords the end of its log, ready to be shown
   */
  public record Fall(int node, int exitCode, List<String> lastWords) {}

  private TrialCluster(ClusterFiles files, LocalCluster cluster, ClusterLock lock) {
    this.files = files;
    this.cluster = cluster;
    this.lock = lock;
    starter = new NodeStarter(files, cluster);
    for (int node = 1; node <= cluster.nodes(); node++) {
      members.add(new Member());
    }
  }

  /** One whose nodes may fill the usual log. */
  public static TrialCluster make(Path root, int nodes) throws IOException {
    return make(root, nodes, USUAL_LOG_BUDGET);
  }

  /**
   * Makes the data directories of a new cluster; nothing runs yet.
   *
   * @param root where it lives; no cluster may be there
   * @param nodes 1 to 9
   * @param logBudgetBytes log that each node may fill before it refuses writes
   * @throws UserMistake if there is a cluster, or no such cluster is possible
   */
  public static TrialCluster make(Path root, int nodes, long logBudgetBytes) throws IOException {
    ClusterFiles files = new ClusterFiles(root.toAbsolutePath().normalize());
    ClusterLock lock = ClusterLock.take(files);
    try {
      if (files.hasCluster()) {
        throw new UserMistake(
            "there is a cluster in " + ClusterFiles.shown(files.root()) + " already.",
            "Give --dir a directory that is new.");
      }
      LocalCluster cluster =
          new ClusterPlan(nodes, Ports.someFree(nodes), 1, null, logBudgetBytes).make();
      NewCluster.format(files, cluster);
      return new TrialCluster(files, cluster, lock);
    } catch (IOException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  /** How many nodes it has. */
  public int nodes() {
    return cluster.nodes();
  }

  /** Where clients reach the nodes, "host:port", of node 1 first. */
  public List<String> addresses() {
    return cluster.addresses();
  }

  /** The process of a node that was started. */
  public synchronized long pid(int node) {
    return Objects.requireNonNull(members.get(node - 1).process, "it was started").pid();
  }

  /** A directory that holds all of it. */
  public Path root() {
    return files.root();
  }

  /** What a node logged. */
  public Path log(int node) {
    return files.log(node);
  }

  /** Starts a node that never ran or was killed; one that fell stays as it is, for all to see. */
  public synchronized void start(int node) throws IOException {
    Member member = members.get(node - 1);
    if (!closed && (member.process == null || member.killed)) {
      member.process = starter.start(node).process();
      member.killed = false;
      member.paused = false;
    }
  }

  /** Kills a node as kill -9 does, and waits until it is gone. */
  public synchronized void kill(int node) {
    Member member = members.get(node - 1);
    Process process = member.process;
    if (process != null && process.isAlive()) {
      member.killed = true;
      process.destroyForcibly();
      awaitEnd(process);
    }
  }

  /** Makes a node stand still, as a machine that hangs. */
  public synchronized void pause(int node) throws IOException {
    Member member = members.get(node - 1);
    if (signal(member, Signal.STOP)) {
      member.paused = true;
    }
  }

  /** Lets a paused node go on. */
  public synchronized void resume(int node) throws IOException {
    Member member = members.get(node - 1);
    if (signal(member, Signal.CONT)) {
      member.paused = false;
    }
  }

  private static boolean signal(Member member, Signal signal) throws IOException {
    NodeProcess process = member.process == null ? null : NodeProcess.of(member.process.pid());
    return process != null && process.signal(signal);
  }

  /** The first node that ended though nobody killed it, or null. */
  public synchronized @Nullable Fall fallen() throws IOException {
    for (int node = 1; node <= members.size(); node++) {
      Member member = members.get(node - 1);
      Process process = member.process;
      if (process != null && !member.killed && !process.isAlive()) {
        List<String> words = new ArrayList<>();
        for (String line : LogTail.last(files.log(node), 0, LAST_WORDS)) {
          words.add(LogLine.parse(line).plain());
        }
        return new Fall(node, process.exitValue(), words);
      }
    }
    return null;
  }

  /** Asks those nodes that can answer how they stand. */
  public TrialSnapshot look() {
    long asOfNanos = System.nanoTime();
    List<State> processes = processes();
    List<Integer> asked = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    List<@Nullable ClusterDescription> answers = new ArrayList<>();
    for (int node = 1; node <= processes.size(); node++) {
      answers.add(null);
      if (processes.get(node - 1) == State.STARTING) {
        asked.add(node);
        addresses.add(cluster.address(node));
      }
    }
    List<NodeProbe.Answer> given = NodeProbe.askAll(addresses, ClusterView.IMPATIENCE);
    for (int i = 0; i < asked.size(); i++) {
      if (given.get(i) instanceof NodeProbe.Answer.Described(ClusterDescription told)
          && told.node() == asked.get(i)) {
        answers.set(asked.get(i) - 1, told);
      }
    }
    return TrialSnapshot.of(asOfNanos, processes, answers);
  }

  private synchronized List<State> processes() {
    List<State> states = new ArrayList<>();
    for (Member member : members) {
      states.add(!isAlive(member) ? State.DOWN : member.paused ? State.PAUSED : State.STARTING);
    }
    return states;
  }

  /**
   * Lets every node go on or start, and waits until all follow one leader.
   *
   * @return whether they do within the limit; false at once if one fell
   */
  public boolean heal(Duration limit) throws IOException {
    for (int node = 1; node <= nodes(); node++) {
      resume(node);
      start(node);
    }
    long endNanos = System.nanoTime() + limit.toNanos();
    while (!look().whole()) {
      if (System.nanoTime() - endNanos >= 0 || fallen() != null) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** What to throw if the nodes do not begin to serve: what they said last. */
  public UserMistake failedStart() throws IOException {
    Fall fall = fallen();
    String problem =
        fall == null
            ? "the cluster did not become healthy in time."
            : "node "
                + fall.node()
                + " ended at its start, with exit code "
                + fall.exitCode()
                + ": "
                + String.join(" / ", fall.lastWords());
    return new UserMistake(
        ExitCodes.FAILED,
        problem,
        "The nodes' logs are " + ClusterFiles.shown(files.root().resolve("node-*/log")) + ".");
  }

  /** Kills every node; none can be started any more. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    for (int node = 1; node <= members.size(); node++) {
      kill(node);
      files.pid(node).delete();
    }
    lock.close();
  }

  /** Deletes everything that a closed cluster left. */
  public void wipe() throws IOException {
    Wipe.delete(Wipe.targets(files));
    Wipe.deleteRoot(files);
  }

  private static boolean isAlive(Member member) {
    return member.process != null && member.process.isAlive();
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
