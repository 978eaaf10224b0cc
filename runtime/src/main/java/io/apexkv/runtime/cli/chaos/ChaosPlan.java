package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;

/**
 * What a run is asked to do.
 *
 * @param seconds how long, at least 10
 * @param nodes of the cluster, at least 3
 * @param keys at least 100
 * @param clients at least 4, four to a connection; every fourth connection writes without sessions
 * @param operationsASecond of all clients together; what outages cost is made up for
 * @param seed what strikes and operations are drawn from
 * @param sin what half of the clients do wrong, as fast as they can; usually nothing
 */
record ChaosPlan(
    int seconds,
    int nodes,
    int keys,
    int clients,
    int operationsASecond,
    long seed,
    @Nullable Sin sin) {}
