package io.apexkv.rules.offending.layers.runtime;

import io.apexkv.rules.offending.layers.sim.Sim;

/** An offender. */
public record ServerKnowsSim(Sim ref) {}
