package io.apexkv.rules.offending.layers.client;

import io.apexkv.rules.offending.layers.kernel.Kernel;

/** Allowed. */
public record ClientKnowsKernel(Kernel ref) {}
