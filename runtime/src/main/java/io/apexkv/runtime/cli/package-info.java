/**
 * The command line {@code ./apex}.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.cli.Main}: the list of commands, and what happens to mistakes and
 *       bugs.
 *   <li>A <em>command</em> is one picocli class with its own help, examples and exit codes; {@code
 *       Main} lists it once it works.
 *   <li>{@link io.apexkv.runtime.cli.UserMistake}: what a command throws when its user has to
 *       change something; printed as one paragraph, never as a stack trace.
 *   <li>{@link io.apexkv.runtime.cli.ExitCodes}: the numbers that scripts may rely on.
 * </ul>
 */
package io.apexkv.runtime.cli;
