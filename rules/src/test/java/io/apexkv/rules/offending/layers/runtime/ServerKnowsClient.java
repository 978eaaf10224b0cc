package io.apexkv.rules.offending.layers.runtime;

import io.apexkv.rules.offending.layers.client.Client;

/** Allowed. */
public record ServerKnowsClient(Client ref) {}
