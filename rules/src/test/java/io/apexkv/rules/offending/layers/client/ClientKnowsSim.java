package io.apexkv.rules.offending.layers.client;

import io.apexkv.rules.offending.layers.sim.Sim;

/** An offender. */
public record ClientKnowsSim(Sim ref) {}
