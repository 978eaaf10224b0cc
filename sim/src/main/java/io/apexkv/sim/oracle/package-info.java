/**
 * What must always hold, checked as the world goes, by looking at every replica from outside.
 *
 * <p>After every batch of a node, the properties of Raft's figure 3: {@link
 * io.apexkv.sim.oracle.OneLeaderATerm Election Safety}, {@link io.apexkv.sim.oracle.LogMatching Log
 * Matching}, {@link io.apexkv.sim.oracle.LeaderCompleteness Leader Completeness}, {@link
 * io.apexkv.sim.oracle.CanonicalHistory State Machine Safety}; and beyond it {@link
 * io.apexkv.sim.oracle.NeverBack} and {@link io.apexkv.sim.oracle.Durability}, which reads the
 * bytes that a crash would leave. At the end: {@link io.apexkv.sim.oracle.Linearizable}, {@link
 * io.apexkv.sim.oracle.ExactlyOnce}, {@link io.apexkv.sim.oracle.ConnectionOrder}, {@link
 * io.apexkv.sim.oracle.StateDigests} and {@link io.apexkv.sim.oracle.Convergence}.
 *
 * <ul>
 *   <li>A <em>chain</em> is the hash of a log up to an index, entry by entry, so that one
 *       comparison at an index compares everything before it ({@link
 *       io.apexkv.sim.oracle.LogChain}).
 *   <li>The <em>canonical</em> history of a group is the log of whoever committed an index first.
 * </ul>
 *
 * Everything is incremental: a batch costs what it changed.
 */
package io.apexkv.sim.oracle;
