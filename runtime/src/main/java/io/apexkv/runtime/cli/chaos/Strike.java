package io.apexkv.runtime.cli.chaos;

/**
 * One planned fault.
 *
 * @param atMillis when, from the beginning of the run; later if the cluster is not ready for it
 * @param holdMillis how long its victims stay dead or paused before they are brought back
 */
record Strike(StrikeKind kind, long atMillis, long holdMillis) {}
