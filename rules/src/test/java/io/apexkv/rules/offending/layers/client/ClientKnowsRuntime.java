package io.apexkv.rules.offending.layers.client;

import io.apexkv.rules.offending.layers.runtime.Server;

/** An offender. */
public record ClientKnowsRuntime(Server ref) {}
