/**
 * A small language for what happens to a cluster, in files that people and shrinkers write.
 *
 * <ul>
 *   <li>A <em>scenario</em> ({@link io.apexkv.sim.scenario.Scenario}) is opened by its story, lines
 *       that begin with {@code #}. Then come settings, a line each, and only those that differ from
 *       a quiet cluster's ({@link io.apexkv.sim.scenario.Settings}).
 *   <li>A <em>plan scenario</em> declares faults, each with its time ({@link
 *       io.apexkv.sim.scenario.FaultLine}), and single frames that suffer ({@link
 *       io.apexkv.sim.scenario.StrikeLine}). It says all that a {@link io.apexkv.sim.plan.Plan}
 *       says: {@link io.apexkv.sim.scenario.ScenarioWriter} writes any plan, and {@link
 *       io.apexkv.sim.scenario.ScenarioReader} reads the same one back. It is run and judged as a
 *       seed is, by {@link io.apexkv.sim.run.Run}.
 * </ul>
 */
package io.apexkv.sim.scenario;
