/**
 * What a seed expands to before a run begins, and all that a run depends on besides the seed's
 * luck.
 *
 * <ul>
 *   <li>A {@link io.apexkv.sim.plan.Plan} is data: cluster shape, configuration, shapes of
 *       distributions, workload, and a timed list of {@link io.apexkv.sim.plan.Fault}s. It prints
 *       as text, a line a decision.
 *   <li><em>Swarm testing</em> (Groce et al., ISSTA 2012): each seed switches a random subset of
 *       {@link io.apexkv.sim.plan.FaultKind}s on ({@link io.apexkv.sim.plan.Planner}). Faults that
 *       are always on hide bugs that need their absence.
 *   <li>A run has two phases. <em>Safety</em>: anything may happen. <em>Liveness</em>: a random
 *       <em>core</em> of a quorum's size is healed, every other fault is permanent; the core must
 *       elect, converge and serve.
 * </ul>
 */
package io.apexkv.sim.plan;
