package io.apexkv.client.core;

/**
 * What a node counted since it was started.
 *
 * @param gets reads answered
 * @param puts writes answered
 * @param p99GetMicros 99th percentile of the time from request to answer of reads, microseconds
 * @param p99PutMicros the same of writes
 */
public record NodeMetrics(long gets, long puts, long p99GetMicros, long p99PutMicros) {}
