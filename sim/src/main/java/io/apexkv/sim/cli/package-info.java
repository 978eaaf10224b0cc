/**
 * Commands of {@code ./apex} that judge and simulate. They stand outside of what is deterministic:
 * only here are files, clocks and terminals.
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.cli.CheckCommand}: {@code apex check}, the linearizability checker
 *       over recorded histories. {@link io.apexkv.sim.cli.HistoryFiles} finds the files, {@link
 *       io.apexkv.sim.cli.FileReport} is what is known of one, {@link io.apexkv.sim.cli.CheckTable}
 *       and {@link io.apexkv.sim.cli.CheckJson} print it.
 *   <li>{@link io.apexkv.sim.cli.SimCommand}, {@link io.apexkv.sim.cli.ScenarioCommand} and {@link
 *       io.apexkv.sim.cli.MutantsCommand}: seeds, scenarios and mutants. {@link
 *       io.apexkv.sim.cli.PageOptions} makes a page of a run or does it on a mutant, {@link
 *       io.apexkv.sim.cli.Shrinking} shrinks what fails.
 *   <li>{@link io.apexkv.sim.cli.StandardError} is what is known of the stream that progress and
 *       complaints go to. {@link io.apexkv.sim.cli.StatusLine} is drawn there, and {@link
 *       io.apexkv.sim.cli.Progress}, {@link io.apexkv.sim.cli.HuntProgress} and {@link
 *       io.apexkv.sim.cli.ShrinkProgress} say what it tells.
 *   <li>{@link io.apexkv.sim.cli.WrongUse} is the one form in which all of them answer options that
 *       make no sense; {@link io.apexkv.sim.cli.OutputFile} looks at files before the work and
 *       writes them after it.
 * </ul>
 */
package io.apexkv.sim.cli;
