package io.apexkv.rules.offending.layers.maelstrom;

import io.apexkv.rules.offending.layers.runtime.Server;

/** Something to know; itself allowed. */
public record Node(Server ref) {}
