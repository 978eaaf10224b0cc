package io.apexkv.rules.offending.layers.sim;

import io.apexkv.rules.offending.layers.runtime.Server;

/** An offender. */
public record SimKnowsRuntime(Server ref) {}
