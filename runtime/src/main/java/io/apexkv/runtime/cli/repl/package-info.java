/**
 * {@code apex cli}: commands to a cluster, typed, piped or given as options.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.cli.repl.CliCommand}: finds the cluster, and where commands come
 *       from.
 *   <li>{@link io.apexkv.runtime.cli.repl.Words}: a line cut into words, by the quoting rules.
 *   <li>{@link io.apexkv.runtime.cli.repl.Statement}: what a line asks for; {@link
 *       io.apexkv.runtime.cli.repl.Verb} lists what there is.
 *   <li>{@link io.apexkv.runtime.cli.repl.Interpreter}: runs statements, shows their outcomes, and
 *       remembers the worst of them for the exit code.
 *   <li>{@link io.apexkv.runtime.cli.repl.OutcomeText}: an outcome in words, or as JSON.
 *   <li>{@link io.apexkv.runtime.cli.repl.Prompt}: the loop of a person at a terminal.
 * </ul>
 */
package io.apexkv.runtime.cli.repl;
