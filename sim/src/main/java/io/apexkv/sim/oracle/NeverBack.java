package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.LongLongMap;

/**
 * Terms, votes and commit indexes never go back.
 *
 * <p>While a process lives, its term, commit and applied index grow, and its vote in a term stays.
 * Across lives only what others have seen counts, since a crash may take what was not yet durable:
 * a node never speaks in a term below one that it has spoken in, and never grants its vote to two
 * candidates of one term.
 */
public final class NeverBack implements Oracle {

  private static final int TERM_BITS = 40;
  private static final int NODE_BITS = 4;

  /** What was seen of a replica since its process began. */
  private static final class Seen {
    long life;
    long term;
    long votedFor;
    long commit;
    long applied;
    long spokenTerm;
  }

  private final int groups;
  private final Seen[] replicas;
  private final LongLongMap granted = new LongLongMap(0);

  /** Nothing was seen of any replica. */
  public NeverBack(int nodes, int groups) {
    this.groups = groups;
    this.replicas = new Seen[nodes * groups];
    for (int i = 0; i < replicas.length; i++) {
      replicas[i] = new Seen();
    }
  }

  @Override
  public String name() {
    return "never-back";
  }

  /** What a replica shows after a batch of its node's process number {@code life}. */
  public void shows(
      int node, long life, int group, long term, long votedFor, long commit, long applied) {
    Seen seen = seen(node, group);
    if (seen.life == life) {
      grows("term", node, group, seen.term, term);
      grows("commit index", node, group, seen.commit, commit);
      grows("applied index", node, group, seen.applied, applied);
      if (seen.term == term && seen.votedFor != 0 && seen.votedFor != votedFor) {
        throw violation(
            replica(node, group)
                + " voted for "
                + seen.votedFor
                + " in term "
                + term
                + " and then for "
                + votedFor);
      }
    }
    if (applied > commit) {
      throw violation(
          replica(node, group) + " applied up to " + applied + ", beyond its commit " + commit);
    }
    seen.life = life;
    seen.term = term;
    seen.votedFor = votedFor;
    seen.commit = commit;
    seen.applied = applied;
  }

  /** A replica speaks in a term. */
  public void speaks(int node, int group, long term) {
    Seen seen = seen(node, group);
    grows("term that it speaks in", node, group, seen.spokenTerm, term);
    seen.spokenTerm = term;
  }

  /** A replica tells a candidate that it has its vote. */
  public void grants(int node, int group, long term, long candidate) {
    long key = (long) group << (TERM_BITS + NODE_BITS) | (long) node << TERM_BITS | term;
    long known = granted.get(key);
    if (known != 0 && known != candidate) {
      throw violation(
          replica(node, group)
              + " granted its vote in term "
              + term
              + " to "
              + known
              + " and to "
              + candidate);
    }
    granted.put(key, candidate);
  }

  private void grows(String what, int node, int group, long from, long to) {
    if (to < from) {
      throw violation(
          "the " + what + " of " + replica(node, group) + " went back from " + from + " to " + to);
    }
  }

  private Seen seen(int node, int group) {
    return replicas[(node - 1) * groups + group - 1];
  }

  private static String replica(int node, int group) {
    return "node " + node + " in group " + group;
  }
}
