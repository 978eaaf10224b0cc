/**
 * One run: a plan, a world, its clients and its oracles, from the first boot to the last verdict.
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.run.Run} composes them and lets the two phases pass.
 *   <li>{@link io.apexkv.sim.run.RunResult} is what came out: a pure function of the plan, except
 *       that it does not hold the times of a real clock.
 *   <li>{@link io.apexkv.sim.run.KernelSubject} is the kernel as a world's subject, {@link
 *       io.apexkv.sim.run.LateEngine} the engine that answers late.
 * </ul>
 */
package io.apexkv.sim.run;
