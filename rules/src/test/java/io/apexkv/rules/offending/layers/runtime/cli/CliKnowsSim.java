package io.apexkv.rules.offending.layers.runtime.cli;

import io.apexkv.rules.offending.layers.sim.Sim;

/** Allowed. */
public record CliKnowsSim(Sim ref) {}
