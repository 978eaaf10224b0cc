package io.apexkv.sim.campaign;

import io.apexkv.sim.marks.Mark;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.run.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sum of many runs. */
public final class Totals {

  private final SortedMap<String, Long> injected = new TreeMap<>();
  private final List<MarkTally> marks = new ArrayList<>();
  private final List<RunResult> failures = new ArrayList<>();
  private final List<Long> undecided = new ArrayList<>();
  private long runs;
  private long runsTwice;
  private long events;
  private long simulatedNanos;
  private long acknowledgedWrites;
  private long acknowledgedReads;
  private long failedOperations;
  private long unknownOperations;
  private long leaderTerms;
  private long firstLeaders;
  private long livenessOperations;
  private long livenessOk;

  /** Nothing has run; all marks are counted. */
  public Totals() {
    this(List.of(RarePath.values()));
  }

  /** Nothing has run; these marks are counted. */
  public Totals(List<? extends Mark> counted) {
    for (Mark mark : counted) {
      marks.add(MarkTally.of(mark));
    }
  }

  /** Adds a run. */
  public void add(RunResult result) {
    runs++;
    events += result.events();
    simulatedNanos += result.simulatedNanos();
    acknowledgedWrites += result.acknowledgedWrites();
    acknowledgedReads += result.acknowledgedReads();
    failedOperations += result.failed();
    unknownOperations += result.unknown();
    leaderTerms += result.leaderTerms();
    firstLeaders += Math.min(result.leaderTerms(), result.plan().cluster().groups());
    livenessOperations += result.livenessOperations();
    livenessOk += result.livenessOk();
    for (FaultKind kind : result.plan().enabled()) {
      injected.merge(kind.label(), result.injected().getOrDefault(kind.label(), 0L), Long::sum);
    }
    marks.replaceAll(
        tally ->
            tally.plus(
                tally.mark().isEnabledBy(result.plan()),
                result.marks().getOrDefault(tally.mark().label(), 0L)));
    if (!result.passed()) {
      failures.add(result);
    }
    if (result.undecided()) {
      undecided.add(result.plan().seed());
    }
  }

  /** The last run was made twice. */
  public void ranTwice() {
    runsTwice++;
  }

  /** How many seeds ran twice, for the check that a seed decides everything. */
  public long runsTwice() {
    return runsTwice;
  }

  /** How many runs there were. */
  public long runs() {
    return runs;
  }

  public long events() {
    return events;
  }

  public long simulatedNanos() {
    return simulatedNanos;
  }

  public long acknowledgedWrites() {
    return acknowledgedWrites;
  }

  public long acknowledgedReads() {
    return acknowledgedReads;
  }

  public long failedOperations() {
    return failedOperations;
  }

  public long unknownOperations() {
    return unknownOperations;
  }

  /** Times that a group got another leader: (group, term) with a leader, but for the first. */
  public long leaderChanges() {
    return leaderTerms - firstLeaders;
  }

  public long livenessOperations() {
    return livenessOperations;
  }

  public long livenessOk() {
    return livenessOk;
  }

  /** By kind that some seed had switched on: how often it struck. */
  public SortedMap<String, Long> injected() {
    return injected;
  }

  /** How often which rare path was gone, the rarest first. */
  public List<MarkTally> marks() {
    List<MarkTally> rarestFirst = new ArrayList<>(marks);
    rarestFirst.sort(Comparator.comparingLong(MarkTally::runs));
    return rarestFirst;
  }

  /** The runs that failed. */
  public List<RunResult> failures() {
    return failures;
  }

  /** Seeds whose linearizability could not be decided. */
  public List<Long> undecided() {
    return undecided;
  }
}
