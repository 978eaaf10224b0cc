/**
 * Mutation testing of the simulator: bugs planted in the kernel on purpose, to see that its
 * checkers find them. A green campaign means as much as this package says it does.
 *
 * <ul>
 *   <li><b>mutant</b>: the kernel with one named bug, a few {@link io.apexkv.sim.mutants.Edit}s of
 *       its sources. {@link io.apexkv.sim.mutants.Mutants} is the list.
 *   <li><b>checker</b>: the one check that has to find a mutant; {@link
 *       io.apexkv.sim.mutants.Checker}. Whatever else ends a run counts for nothing.
 *   <li><b>fault family</b>: kinds of faults without which a mutant is harmless; {@link
 *       io.apexkv.sim.mutants.FaultFamily}. With its families off a mutant has to pass: one that
 *       fails then is broken in another way than it says, and its kill proves nothing.
 *   <li><b>ground</b>: edits that are no bug, on which a mutant stands. What the ground dies of
 *       alone is no kill; mostly the ground is the kernel as it is.
 *   <li><b>hunt</b>: the same {@link io.apexkv.sim.mutants.Ranges} of seeds for every mutant, each
 *       until its checker ends a run; {@link io.apexkv.sim.mutants.Hunt}. Some have a directed
 *       scenario besides, and one that is declared rare may die there alone.
 *   <li><b>verdict</b>: what came out, a row of the kill matrix; {@link
 *       io.apexkv.sim.mutants.Verdict}.
 *   <li><b>assertions off</b>: a checker that sees only what clients see has to do without {@link
 *       io.apexkv.kernel.base.Check}, which is emptied by edits like any other bug.
 * </ul>
 *
 * <p>Production code carries no switch for this. {@link io.apexkv.sim.mutants.MutantCompiler} edits
 * and compiles sources in memory, and {@link io.apexkv.sim.mutants.MutantLoader} defines kernel,
 * client and simulator anew around the result: every class but the edited ones from the bytes that
 * are tested and released. Only the JDK, {@link io.apexkv.sim.mutants.SeedRunner} and {@link
 * io.apexkv.sim.mutants.SeedResult} are shared between inside and outside.
 *
 * <p>This package has threads and reads the clock; a single run inside is as deterministic as ever.
 */
package io.apexkv.sim.mutants;
