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
 *   <li>A <em>script</em> has <em>steps</em> instead ({@link io.apexkv.sim.scenario.Step}, read by
 *       {@link io.apexkv.sim.scenario.StepReader}, done by {@link
 *       io.apexkv.sim.scenario.ScriptRun}): what is done to nodes, links and frames, what clients
 *       ask, and <em>conditions</em> ({@link io.apexkv.sim.scenario.Condition}) that are awaited or
 *       expected. {@link io.apexkv.sim.scenario.Who} names nodes by role; {@link
 *       io.apexkv.sim.scenario.Rules} decides about frames; {@link io.apexkv.sim.scenario.GivenLog}
 *       writes the logs of the paper's figures.
 *   <li>A <em>trace</em> ({@link io.apexkv.sim.scenario.Tracer}, {@link
 *       io.apexkv.sim.scenario.Transcript}) is what happened, as text that people review.
 * </ul>
 *
 * <p>The golden scenarios are files in {@code sim/scenarios}; the language is described in {@code
 * docs/scenarios.md}.
 */
package io.apexkv.sim.scenario;
