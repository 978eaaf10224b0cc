/**
 * Many runs: a range of seeds over some threads, and the sum of what came out.
 *
 * <p>This package is not deterministic itself: it has threads and a real clock. Every single run
 * is.
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.campaign.Campaign} runs the seeds.
 *   <li>{@link io.apexkv.sim.campaign.Determinism} runs some of them twice, {@link
 *       io.apexkv.sim.campaign.LockStep} finds where two runs of a seed part.
 *   <li>{@link io.apexkv.sim.campaign.Totals} sums results up.
 *   <li>{@link io.apexkv.sim.campaign.MarkTally} counts who went a rare path.
 *   <li>{@link io.apexkv.sim.campaign.Floors} says whether a green campaign was an empty one.
 * </ul>
 */
package io.apexkv.sim.campaign;
