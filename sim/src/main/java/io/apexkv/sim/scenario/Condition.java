package io.apexkv.sim.scenario;

import io.apexkv.kernel.Trace;
import java.util.List;

/** Something that a script waits for or expects. Each is said of one or more nodes. */
sealed interface Condition {

  /** {@code leader [WHO]}: the newest term that a running node knows has a leader, one of these. */
  record Leads(Who who) implements Condition {}

  /** {@code no leader}: no running node leads. */
  record NobodyLeads() implements Condition {}

  /** {@code role WHO ROLE}. */
  record IsRole(Who who, String role) implements Condition {}

  /** {@code term WHO =|>= N}. */
  record Term(Who who, boolean orMore, long term) implements Condition {}

  /** {@code vote WHO = N}: for whom it voted in its term, 0 for nobody. */
  record Vote(Who who, long candidate) implements Condition {}

  /** {@code log WHO = TERMS}: the terms of its entries. */
  record Log(Who who, List<Long> terms) implements Condition {}

  /** {@code commit WHO =|>= N}. */
  record Commit(Who who, boolean orMore, long index) implements Condition {}

  /** {@code up WHO}: it runs and has recovered; {@code down WHO}: no process runs. */
  record Runs(Who who, boolean up) implements Condition {}

  /** {@code event KIND on WHO}: its kernel has reported that, in any of its lives. */
  record Reported(Trace event, Who who) implements Condition {}

  /** {@code no event KIND on WHO}. */
  record NeverReported(Trace event, Who who) implements Condition {}

  /** {@code no answer [by CLIENT]}: the client still waits for one. */
  record Unanswered(char client) implements Condition {}

  /** {@code converged}: all running nodes have equal logs, and have applied all of them. */
  record Converged() implements Condition {}
}
