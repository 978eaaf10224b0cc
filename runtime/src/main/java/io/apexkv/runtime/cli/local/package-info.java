/**
 * A cluster on this machine, for trying, developing and testing: {@code up}, {@code down}, {@code
 * status}, {@code kill}, {@code restart}, {@code logs}.
 *
 * <ul>
 *   <li><em>What there is</em>: {@link io.apexkv.runtime.cli.local.ClusterFiles} says where it
 *       lies, {@link io.apexkv.runtime.cli.local.LocalCluster} what it consists of; {@link
 *       io.apexkv.runtime.cli.local.NewCluster} makes it once, {@link
 *       io.apexkv.runtime.cli.local.Wipe} forgets it.
 *   <li><em>Processes</em>: a {@link io.apexkv.runtime.cli.local.NodeProcess} is a process id with
 *       the birth of its process, kept in a {@link io.apexkv.runtime.cli.local.PidFile}; {@link
 *       io.apexkv.runtime.cli.local.NodeStarter} and {@link
 *       io.apexkv.runtime.cli.local.NodeStopper} begin and end them.
 *   <li><em>How it is</em>: {@link io.apexkv.runtime.cli.local.NodeProbe} asks a node, a {@link
 *       io.apexkv.runtime.cli.local.ClusterView} is what all said at one moment, {@link
 *       io.apexkv.runtime.cli.local.Health} judges it, {@link
 *       io.apexkv.runtime.cli.local.HealthWait} waits for the better.
 *   <li><em>For experiments</em>: a {@link io.apexkv.runtime.cli.local.TrialCluster} belongs to one
 *       command, which may do anything to its nodes; a {@link
 *       io.apexkv.runtime.cli.local.TrialSnapshot} is how it stands. A {@link
 *       io.apexkv.runtime.cli.local.ScratchCluster} is one that nobody harms, for a measurement.
 *   <li><em>What is shown</em>: {@link io.apexkv.runtime.cli.local.StatusTable}, {@link
 *       io.apexkv.runtime.cli.local.StatusJson}, {@link io.apexkv.runtime.cli.local.LogLine}.
 * </ul>
 */
package io.apexkv.runtime.cli.local;
