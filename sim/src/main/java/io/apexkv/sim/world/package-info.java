/**
 * One simulated world: nodes with disks and clocks, the processes that run kernels on them, and the
 * faults of a plan.
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.world.World} owns time, network and nodes, and runs until a moment.
 *   <li>{@link io.apexkv.sim.world.Node} is a machine: its disk and clock outlive its processes.
 *   <li>{@link io.apexkv.sim.world.Process} is the host of one kernel from boot to death: it
 *       gathers inputs into batches, checks what a host is owed, and lets effects out.
 *   <li>{@link io.apexkv.sim.world.FaultDirector} begins and ends the faults of the plan.
 *   <li>{@link io.apexkv.sim.world.WorldObserver} is what oracles implement.
 * </ul>
 */
package io.apexkv.sim.world;
