/**
 * From a seed that fails to the few lines that matter: a <em>shrinker</em> leaves out whatever a
 * failure does not need.
 *
 * <ul>
 *   <li>A <em>trial</em> runs a plan that is a little smaller than the smallest one known. It
 *       counts only if the very same check fails; if the bug was planted, the kernel without it has
 *       to pass what a pass has found. {@link io.apexkv.sim.shrink.Trials} keeps score, and ends
 *       when time or runs are used up.
 *   <li>A <em>pass</em> ({@link io.apexkv.sim.shrink.Pass}) is one way to make plans smaller: an
 *       earlier end, fewer lines, fewer nodes, shorter faults, rounder times, and luck said aloud.
 *       {@link io.apexkv.sim.shrink.Shrinker} goes through all of them, those that win most first,
 *       until none finds anything.
 *   <li><em>Delta debugging</em> ({@link io.apexkv.sim.shrink.DeltaDebugging}) leaves out large
 *       parts of a list before small ones.
 *   <li>Plans are shrunk as the lines of a scenario, and so is their size measured: {@link
 *       io.apexkv.sim.shrink.PlanLines}. Leaving a line out makes its setting quiet.
 *   <li>Plans are run behind {@link io.apexkv.sim.shrink.PlanRunner}, which speaks in text, so that
 *       a kernel in a class loader of its own can be shrunk as well.
 * </ul>
 *
 * <p>The luck of a seed belongs to what it decides, not to an order of draws; so a fault that is
 * left out leaves the rest of a run alone, and that is why shrinking gets anywhere.
 */
package io.apexkv.sim.shrink;
