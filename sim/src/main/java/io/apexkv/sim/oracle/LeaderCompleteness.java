package io.apexkv.sim.oracle;

/**
 * Leader Completeness (Raft, figure 3): if a log entry is committed in a given term, then that
 * entry will be present in the logs of the leaders for all higher-numbered terms.
 */
public final class LeaderCompleteness implements Oracle {

  /** By group: the highest term in which an entry was seen to be committed. */
  private final long[] committedInTerm;

  /** Nothing was committed. */
  public LeaderCompleteness(int groups) {
    committedInTerm = new long[groups + 1];
  }

  @Override
  public String name() {
    return "leader-completeness";
  }

  /** Something was committed by a replica in this term. */
  public void commits(int group, long term) {
    committedInTerm[group] = Math.max(committedInTerm[group], term);
  }

  /** A node was elected; older terms' leaders may live on and lack what was committed since. */
  public void elected(int node, int group, long term, LogChain log, LogChain history) {
    if (term > committedInTerm[group] && !log.agrees(history, history.last())) {
      throw violation(
          "node "
              + node
              + " leads group "
              + group
              + " in term "
              + term
              + ", and its log (last "
              + log.last()
              + ") lacks what is committed up to "
              + history.last());
    }
  }
}
