/**
 * Marks: rare paths by name, so that a green campaign can show that it went them.
 *
 * <ul>
 *   <li>A {@link io.apexkv.sim.marks.Mark} is a name, the story of why it is worth counting, and
 *       which plans make it possible.
 *   <li>{@link io.apexkv.sim.marks.RarePath} lists them all. Those that a kernel reports have the
 *       names of {@link io.apexkv.kernel.Trace}; the others are seen from outside.
 *   <li>{@link io.apexkv.sim.marks.Needs}: what a plan must have in it.
 *   <li>A campaign that enables a mark in enough seeds and never hits it fails: the simulator does
 *       not get where it should, or the path is closed by accident.
 * </ul>
 */
package io.apexkv.sim.marks;
