package io.apexkv.sim.oracle;

import io.apexkv.kernel.FileId;
import io.apexkv.sim.disk.DurableImage;
import io.apexkv.sim.world.Node;
import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.World;
import io.apexkv.sim.world.WorldObserver;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * All oracles that watch a world, in the order in which a batch is judged: what a node holds, then
 * what it leads, then what it commits. An oracle that is switched off by name judges nothing, while
 * what others need of it is kept up.
 */
public final class Oracles implements WorldObserver {

  private static final int BODY = 64;
  private static final int HEARTBEAT_ROW_BYTES = 48;

  private final int groups;
  private final OneLeaderATerm oneLeader = new OneLeaderATerm();
  private final NeverBack neverBack;
  private final LogMatching matching;
  private final CanonicalHistory canonical;
  private final LeaderCompleteness completeness;
  private final StateDigests digests = new StateDigests();
  private final Durability durability;
  private final Set<String> off;
  private final Replica[] replicas;

  /** What is known of one replica of a living process. */
  private static final class Replica {
    LogChain log = new LogChain();
    long life;
    long commit;
    long applied;
  }

  /**
   * @param images the nodes' disks: node n at n - 1
   * @param off names of oracles that don't judge
   */
  public Oracles(int groups, DurableImage[] images, Set<String> off) {
    this.groups = groups;
    this.off = new TreeSet<>(off);
    neverBack = new NeverBack(images.length, groups);
    matching = new LogMatching(groups);
    canonical = new CanonicalHistory(groups);
    completeness = new LeaderCompleteness(groups);
    durability = new Durability(World.CLUSTER, groups, images, canonical);
    replicas = new Replica[images.length * groups];
    for (int i = 0; i < replicas.length; i++) {
      replicas[i] = new Replica();
    }
  }

  /** How many (group, term) had a leader. */
  public long leaderTerms() {
    return oneLeader.terms();
  }

  /** How many comparisons of states were made. */
  public long digestsCompared() {
    return digests.compared();
  }

  /** Entries committed in all groups. */
  public long committed() {
    long sum = 0;
    for (int group = 1; group <= groups; group++) {
      sum += canonical.of(group).last();
    }
    return sum;
  }

  private boolean on(Oracle oracle) {
    return off.isEmpty() || !off.contains(oracle.name());
  }

  @Override
  public void flushed(Node node) {
    Subject subject = node.subject();
    if (subject == null || subject.bootCounter() == 0) {
      return; // what it holds is being read
    }
    for (int group = 1; group <= groups; group++) {
      judge(node, subject.replica(group));
    }
  }

  private void judge(Node node, ReplicaView view) {
    int group = view.group();
    Replica replica = replicas[(node.id() - 1) * groups + group - 1];
    if (replica.life != node.lives()) {
      replica.life = node.lives();
      replica.log = new LogChain();
      replica.commit = 0;
      replica.applied = 0;
    }
    follow(node, view, replica);
    long commit = view.commitIndex();
    if (on(neverBack)) {
      neverBack.shows(
          node.id(),
          node.lives(),
          group,
          view.term(),
          view.votedFor(),
          commit,
          view.appliedIndex());
    }
    if (view.leads()) {
      boolean elected = !on(oneLeader) || oneLeader.leads(node.id(), group, view.term());
      if (elected && on(completeness)) {
        completeness.elected(node.id(), group, view.term(), replica.log, canonical.of(group));
      }
    }
    if (commit > replica.commit && on(canonical)) {
      if (canonical.commits(node.id(), group, replica.log, commit, view.term())) {
        completeness.commits(group, view.term());
        if (on(durability)) {
          durability.committed(group);
        }
      }
      replica.commit = commit;
    }
    if (view.appliedIndex() != replica.applied) {
      replica.applied = view.appliedIndex();
      if (on(digests)) {
        digests.shows(node.id(), group, replica.applied, view.stateDigest());
      }
    }
  }

  /** Brings what is known of a log up to date: what changed is at its end. */
  private void follow(Node node, ReplicaView view, Replica replica) {
    LogChain log = replica.log;
    long last = view.lastIndex();
    long same = Math.min(last, log.last());
    while (same > 0 && log.term(same) != view.termAt(same)) {
      same--;
    }
    if (same == last && same == log.last()) {
      return;
    }
    log.truncate(same + 1);
    LogChain disk = durability.of(node.id(), view.group());
    for (long index = same + 1; index <= last; index++) {
      long checksum = view.entryChecksum(index);
      long term = view.termAt(index);
      if (checksum >= 0) {
        log.append(term, checksum);
      } else if (index <= disk.last() && disk.term(index) == term && agreesBelow(log, disk)) {
        log.appendFrom(disk);
      } else {
        throw matching.violation(
            "node "
                + node.id()
                + " holds entry "
                + index
                + " of group "
                + view.group()
                + " neither in memory nor on its disk");
      }
      if (on(matching)) {
        matching.holds(node.id(), view.group(), log, index);
      }
    }
  }

  private static boolean agreesBelow(LogChain log, LogChain disk) {
    return log.hash(log.last()) == disk.hash(log.last());
  }

  @Override
  public void sent(Node node, int peer, ByteBuffer frames, int offset, int length) {
    if (!on(neverBack)) {
      return;
    }
    int end = offset + length;
    for (int at = offset; at < end; at += frames.getInt(at)) {
      spoken(node.id(), frames, at);
    }
  }

  private void spoken(int node, ByteBuffer frames, int at) {
    int group = (int) frames.getLong(at + 32);
    long receiver = frames.getLong(at + 48);
    long term = frames.getLong(at + 56);
    switch (frames.get(at + 9)) {
      case 13 -> { // a vote's answer
        neverBack.speaks(node, group, term);
        if (frames.get(at + BODY) == 1) {
          neverBack.grants(node, group, term, receiver);
        }
      }
      case 12 -> { // a candidate votes for itself
        neverBack.speaks(node, group, term);
        neverBack.grants(node, group, term, node);
      }
      case 20, 21 -> neverBack.speaks(node, group, term);
      case 30, 31 -> {
        int end = at + frames.getInt(at);
        for (int row = at + BODY; row < end; row += HEARTBEAT_ROW_BYTES) {
          neverBack.speaks(node, (int) frames.getLong(row), frames.getLong(row + 24));
        }
      }
      default -> {} // a pre-vote tells a term that may never come
    }
  }

  @Override
  public void becameDurable(Node node, FileId file, long offset, int length) {
    durability.becameDurable(node.id(), file, offset);
  }

  @Override
  public void synced(Node node, FileId file) {
    durability.reread(node.id());
  }

  @Override
  public void died(Node node) {
    if (on(durability)) {
      durability.crashed(node.id());
    } else {
      durability.reread(node.id());
    }
  }
}
