package io.apexkv.sim.linearizability;

import java.util.List;

/**
 * Why one key is not linearizable: its history is linearizable up to, but not including, the return
 * of one operation. There is exactly one such return, since every prefix of a linearizable history
 * is linearizable.
 *
 * <p>Operations are numbers in the history; return and invocation positions are there too.
 *
 * @param key the key
 * @param culprit the operation whose return, with its answer, no order explains
 * @param prefixOrder an order that explains everything that returned before that: all operations
 *     with a return before it, and some that were under way
 * @param neighbours the operations of the key concurrent with the culprit up to its return, and
 *     known or possible to have had an effect; the culprit left out
 */
public record Violation(
    int key, int culprit, List<Integer> prefixOrder, List<Integer> neighbours) {}
