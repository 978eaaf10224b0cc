package io.apexkv.rules.offending.layers.kernel;

import io.apexkv.rules.offending.layers.client.Client;

/** An offender. */
public record KernelKnowsClient(Client ref) {}
