package io.apexkv.rules.offending.layers.runtime;

import io.apexkv.rules.offending.layers.maelstrom.Node;

/** An offender. */
public record ServerKnowsMaelstrom(Node ref) {}
