/**
 * Decides whether a history is <em>linearizable</em>: whether every operation can be thought to
 * happen at one instant between its invocation and its return, so that the instants in their order
 * are a legal run of a sequential object (Herlihy and Wing, 1990).
 *
 * <p>The algorithm is Wing and Gong's search (<em>Testing and Verifying Concurrent Objects</em>,
 * 1993) with Lowe's memoisation (<em>Testing for Linearizability</em>, 2017), one key at a time,
 * since linearizability is local (Herlihy and Wing, theorem 1; Horn and Kroening, <em>Faster
 * Linearizability Checking via P-Compositionality</em>, 2015).
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.linearizability.LinearizabilityChecker}: the door. Splits a history by
 *       key and gives a {@link io.apexkv.sim.linearizability.CheckResult} with a {@link
 *       io.apexkv.sim.linearizability.Verdict}.
 *   <li>{@link io.apexkv.sim.linearizability.KeyOperations}: the operations of one key, reduced to
 *       their {@link io.apexkv.sim.linearizability.Effect}. A <em>required</em> operation is known
 *       to have happened, an <em>optional</em> one (outcome UNKNOWN) may never have.
 *   <li>{@link io.apexkv.sim.linearizability.Specification}: the sequential object, its states
 *       small ints, with a look ahead at the reads still to come.
 *   <li>{@link io.apexkv.sim.linearizability.Search}: the algorithm. A <em>configuration</em> is
 *       the set of operations linearized so far together with the state they leave; those met
 *       before are in {@link io.apexkv.sim.linearizability.ConfigurationSet}.
 *   <li>{@link io.apexkv.sim.linearizability.Violation}: why not. The longest prefix of the history
 *       that is linearizable, in an order that explains it, and the return that breaks it.
 *   <li>{@link io.apexkv.sim.linearizability.Explanation}: the same in words.
 *   <li>{@link io.apexkv.sim.linearizability.ValuePeriods}: a quick proof that a register is not
 *       linearizable, tried before the search.
 *   <li>{@link io.apexkv.sim.linearizability.Budget}: how long to search before the verdict is
 *       {@code UNKNOWN}; deciding is NP-complete (Gibbons and Korach, 1997).
 * </ul>
 *
 * <p>Nothing here knows a clock, a thread or chance: the same history gives the same result and the
 * same count of steps.
 */
package io.apexkv.sim.linearizability;
