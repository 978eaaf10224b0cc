package io.apexkv.sim.run;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.plan.Plan;
import java.util.SortedMap;

/**
 * What came out of a run.
 *
 * @param plan what was run
 * @param failure what went wrong, null if nothing did
 * @param traceHash of all inputs and effects
 * @param events that happened
 * @param simulatedNanos world time that passed
 * @param acknowledgedWrites PUTs, DELs and CAS that were answered
 * @param acknowledgedReads GETs that were answered
 * @param failed operations that certainly did nothing
 * @param unknown operations of which nobody can say
 * @param leaderTerms (group, term) that had a leader
 * @param livenessOperations invoked while the core had to serve
 * @param livenessOk those that were OK
 * @param undecided whether linearizability could not be decided within its budget
 * @param injected by kind of fault: how often it struck
 * @param marks by name: how often something rare happened
 */
public record RunResult(
    Plan plan,
    @Nullable Failure failure,
    long traceHash,
    long events,
    long simulatedNanos,
    long acknowledgedWrites,
    long acknowledgedReads,
    long failed,
    long unknown,
    long leaderTerms,
    long livenessOperations,
    long livenessOk,
    boolean undecided,
    SortedMap<String, Long> injected,
    SortedMap<String, Long> marks) {

  /**
   * What went wrong.
   *
   * @param check the name of the check that found it
   * @param message what is not as it must be
   * @param event the number of the event after which it was found
   * @param timeNanos world time then
   */
  public record Failure(String check, String message, long event, long timeNanos) {}

  /** The same result as a failure of a check that compares runs. */
  public RunResult failing(String check, String message) {
    return new RunResult(
        plan,
        new Failure(check, message, events, simulatedNanos),
        traceHash,
        events,
        simulatedNanos,
        acknowledgedWrites,
        acknowledgedReads,
        failed,
        unknown,
        leaderTerms,
        livenessOperations,
        livenessOk,
        undecided,
        injected,
        marks);
  }

  /** Whether nothing went wrong. */
  public boolean passed() {
    return failure == null;
  }
}
