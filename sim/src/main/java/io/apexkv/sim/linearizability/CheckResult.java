package io.apexkv.sim.linearizability;

import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param verdict {@code NOT_LINEARIZABLE} if some key is not, else {@code UNKNOWN} if some key is
 *     not decided, else {@code LINEARIZABLE}
 * @param keyCount how many keys have operations
 * @param steps how many steps the verdict took; the same for the same history
 * @param brokenKeys the keys that are not linearizable
 * @param undecidedKeys the keys for which the budget ran out
 * @param violation why the first of the broken keys is not linearizable; empty also if the budget
 *     ran out while that was looked for
 */
public record CheckResult(
    Verdict verdict,
    int keyCount,
    long steps,
    List<Integer> brokenKeys,
    List<Integer> undecidedKeys,
    Optional<Violation> violation) {}
