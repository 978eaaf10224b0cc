package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Faults that differ in one thing from another. */
final class Faults {

  private Faults() {}

  static Fault on(Fault fault, int nodes) {
    return new Fault(
        fault.kind(),
        fault.atNanos(),
        fault.untilNanos(),
        nodes,
        fault.group(),
        fault.clients(),
        fault.magnitude());
  }

  static Fault during(Fault fault, long atNanos, long untilNanos) {
    return new Fault(
        fault.kind(),
        atNanos,
        untilNanos,
        fault.nodes(),
        fault.group(),
        fault.clients(),
        fault.magnitude());
  }

  static Fault ofGroup(Fault fault, int group) {
    return new Fault(
        fault.kind(),
        fault.atNanos(),
        fault.untilNanos(),
        fault.nodes(),
        group,
        fault.clients(),
        fault.magnitude());
  }

  static Fault withClients(Fault fault, int clients) {
    return new Fault(
        fault.kind(),
        fault.atNanos(),
        fault.untilNanos(),
        fault.nodes(),
        fault.group(),
        clients,
        fault.magnitude());
  }

  static Fault withMagnitude(Fault fault, int magnitude) {
    return new Fault(
        fault.kind(),
        fault.atNanos(),
        fault.untilNanos(),
        fault.nodes(),
        fault.group(),
        fault.clients(),
        magnitude);
  }

  /** The plan with another fault in a place. */
  static Plan replaced(Plan plan, int place, Fault fault) {
    List<Fault> faults = new ArrayList<>(plan.faults());
    faults.set(place, fault);
    return plan.withFaults(faults);
  }
}
