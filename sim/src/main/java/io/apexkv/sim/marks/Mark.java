package io.apexkv.sim.marks;

import io.apexkv.sim.plan.Plan;

/** A rare path that campaigns count. */
public interface Mark {

  /** Its name in reports: {@code torn tail cut}. */
  String label();

  /** Why it is worth counting, a sentence. */
  String story();

  /** Whether a run of this plan may go there. */
  boolean isEnabledBy(Plan plan);

  /** A campaign that enables it in so many seeds must have gone there. */
  int withinSeeds();
}
