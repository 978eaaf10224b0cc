package io.apexkv.kernel.raft;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.wire.Outbox;

/**
 * What all groups of a node share.
 *
 * @param config the node's configuration
 * @param seed where election timeouts come from; may be the same on all nodes
 * @param tail the newest entries of all groups
 * @param outbox where messages are written
 * @param reads how entries that left memory are read back
 * @param listener who hears of changed roles
 */
record RaftNode(
    Config config,
    long seed,
    EntryTail tail,
    Outbox outbox,
    LogReads reads,
    RaftListener listener) {}
