/**
 * Commands of {@code ./apex} that judge and simulate. They stand outside of what is deterministic:
 * only here are files, clocks and terminals.
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.cli.CheckCommand}: {@code apex check}, the linearizability checker
 *       over recorded histories. {@link io.apexkv.sim.cli.HistoryFiles} finds the files, {@link
 *       io.apexkv.sim.cli.FileReport} is what is known of one, {@link io.apexkv.sim.cli.CheckTable}
 *       and {@link io.apexkv.sim.cli.CheckJson} print it.
 * </ul>
 */
package io.apexkv.sim.cli;
