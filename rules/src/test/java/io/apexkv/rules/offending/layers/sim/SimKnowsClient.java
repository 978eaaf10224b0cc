package io.apexkv.rules.offending.layers.sim;

import io.apexkv.rules.offending.layers.client.Client;

/** Allowed. */
public record SimKnowsClient(Client ref) {}
