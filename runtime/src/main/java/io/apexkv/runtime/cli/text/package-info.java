/**
 * How the command line looks: what commands share when they write for people and for programs.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.cli.text.Screen}: where output goes, whether a person looks at it,
 *       and whether it may be coloured.
 *   <li>{@link io.apexkv.runtime.cli.text.Style}: the few ways in which text stands out.
 *   <li>{@link io.apexkv.runtime.cli.text.Table}: aligned columns.
 *   <li>{@link io.apexkv.runtime.cli.text.Progress}: one line that says what is waited for.
 *   <li>{@link io.apexkv.runtime.cli.text.Units}: bytes, times and shares as a person reads them.
 *   <li>{@link io.apexkv.runtime.cli.text.Json}: the same facts for a program.
 *   <li>{@link io.apexkv.runtime.cli.text.HelpText}: headings of the commands' help.
 * </ul>
 */
package io.apexkv.runtime.cli.text;
