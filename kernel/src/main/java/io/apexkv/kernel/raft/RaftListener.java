package io.apexkv.kernel.raft;

import io.apexkv.kernel.Trace;

/** What groups tell the node around them. The listener must not call the group back. */
public interface RaftListener {

  /**
   * A replica changed its role. After it stopped leading, the outcome of whatever it had proposed
   * is unknown, and its unconfirmed reads are polled as failed.
   */
  void roleChanged(Group group, Role from, Role to);

  /** Something worth a mark happened; to be given to the host at the next flush. */
  void trace(Trace event, long group, long first, long second);
}
